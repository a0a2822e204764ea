import type { IExecuteFunctions } from 'n8n-workflow';

import { readAccount, UnusableCredential, type Account } from '../../../gatepay/api/account';
import type { Gateway } from '../../../gatepay/api/gateway';
import { redactor } from '../../../gatepay/api/redact';
import { SECRET_REFUND_FIELDS, type RefundFields } from '../../../gatepay/refund/fields';
import { notSentBecause, whatBroke } from '../../../gatepay/refund/messages';
import type { RefundNotMade } from '../../../gatepay/refund/outcome';
import type { RefundRecord } from '../../../gatepay/refund/record';
import { InvalidValue } from '../../../gatepay/values/invalidValue';
import { CREDENTIAL } from '../../shared';
import { gatewayOf } from '../transport/gateway';
import { ItemForm, NodeForm } from './itemForm';
import { readOptions, type NodeOptions } from './readOptions';

/** What was read of one item, and the means to work on it. */
export interface ReadItem<Fields> {
	/** What the operation works on. */
	input: Fields;
	options: NodeOptions;
	account: Account;
	/** GatePay, as this item's timeout and the credential have it. */
	gateway: Gateway;
}

/** One item of a run, with what an operation reads of it. */
export type ItemRecord<Input> = RefundRecord<ReadItem<Input>>;

/**
 * Reads the credential and all items, before anything is called. An item that can't be read says why.
 *
 * @param read      gives what the operation works on; it may throw for what can't be read
 * @param secretsOf the fields that may hold codes and passwords
 */
export async function readItems<Input>(
	context: IExecuteFunctions,
	read: (form: ItemForm, options: NodeOptions) => Input,
	secretsOf: (input: Input) => RefundFields = () => ({}),
): Promise<ItemRecord<Input>[]> {
	const items = context.getInputData();
	const credential = await readCredential(context);
	if (credential.kind !== 'read') {
		return items.map((_, itemIndex) => ({ itemIndex, state: { stage: 'notMade', notMade: credential } }));
	}
	const { account } = credential;
	const node = new NodeForm(context);
	const withoutCodes = redactor([account.secret]);
	const gateways = new Map<number, Gateway>();
	const gatewayFor = (timeout: number, codes: readonly string[]): Gateway => {
		// Most items have no codes of their own, and share what is the same for all.
		const shared = codes.length === 0 ? gateways.get(timeout) : undefined;
		if (shared) return shared;
		const redact = codes.length === 0 ? withoutCodes : redactor([account.secret], codes);
		const gateway = gatewayOf(context, { account, timeout, redact });
		if (codes.length === 0) gateways.set(timeout, gateway);
		return gateway;
	};
	return items.map((_, itemIndex) => {
		try {
			const form = new ItemForm(node, itemIndex);
			const options = readOptions(form, account);
			const input = read(form, options);
			const gateway = gatewayFor(options.timeout, secretsIn(secretsOf(input)));
			return { itemIndex, state: { stage: 'read', read: { input, options, account, gateway } } };
		} catch (thrown) {
			return { itemIndex, state: { stage: 'notMade', notMade: whyNotRead(thrown) } };
		}
	});
}

/** The account that the node acts for, or why there is none: n8n may not hand out the credential, or it can't be used. */
async function readCredential(
	context: IExecuteFunctions,
): Promise<{ kind: 'read'; account: Account } | RefundNotMade> {
	let fields: Readonly<Record<string, unknown>>;
	try {
		fields = await context.getCredentials(CREDENTIAL);
	} catch (thrown) {
		return unusableCredential(thrown instanceof Error ? thrown.message : String(thrown));
	}
	try {
		return { kind: 'read', account: readAccount(fields) };
	} catch (thrown) {
		return whyNotRead(thrown);
	}
}

function unusableCredential(message: string): RefundNotMade {
	return notSentBecause(message, 'Nothing was sent. Correct the credential and run the workflow again.');
}

/** How many orders the run processes in parallel: as its first item says. */
export function concurrencyOf<Input>(records: readonly ItemRecord<Input>[]): number {
	for (const { state } of records) if (state.stage === 'read') return state.read.options.concurrency;
	return 1;
}

function secretsIn(fields: RefundFields): string[] {
	return SECRET_REFUND_FIELDS.flatMap((name) => {
		const value = fields[name];
		return typeof value === 'string' ? [value] : [];
	});
}

/** Why nothing is sent for what can't be read. */
export function whyNotRead(thrown: unknown): RefundNotMade {
	if (UnusableCredential.is(thrown)) return unusableCredential(thrown.message);
	return notSentBecause(
		thrown instanceof InvalidValue ? thrown.message : `the node itself broke off (${whatBroke(thrown)})`,
	);
}
