import type { IExecuteFunctions } from 'n8n-workflow';

import { readAccount, UnusableCredential, type Account } from '../../gatepay/account';
import type { ApiVersion } from '../../gatepay/endpoints';
import { redactor } from '../../gatepay/redact';
import type { RefundDraft } from '../../gatepay/refund/draft';
import { SECRET_REFUND_FIELDS, type RefundFields } from '../../gatepay/refund/fields';
import type { Gateway } from '../../gatepay/refund/gateway';
import { notSentBecause } from '../../gatepay/refund/messages';
import type { RefundNotMade } from '../../gatepay/refund/outcome';
import { InvalidValue } from '../../gatepay/values/invalidValue';
import { CREDENTIAL } from '../shared/credential';
import { n8nGateway } from '../shared/n8nGateway';
import { ItemForm } from './form/itemForm';
import { readDraft } from './form/readDraft';
import { readOptions, type StepOptions } from './form/readOptions';

/** What one item asks for, and the means to do it. */
export interface ItemRefund {
	kind: 'read';
	draft: RefundDraft;
	options: StepOptions;
	/** GatePay, as this item's timeout and the credential have it. */
	gateway: Gateway;
	/** Takes the credential's secret and this item's codes and passwords out of what is shown. */
	redact: <T>(value: T) => T;
}

/** An item's form, or why nothing is sent for it. */
export type ReadItem = ItemRefund | RefundNotMade;

/** Reads the credential and every item's form. Never throws: n8n would pass the input on as if it were the result. */
export async function readItems(context: IExecuteFunctions, version: ApiVersion): Promise<ReadItem[]> {
	const account = await orWhyNot(async () => readAccount(await context.getCredentials(CREDENTIAL)));
	const read = context
		.getInputData()
		.map(async (_, itemIndex) =>
			'kind' in account ? account : await orWhyNot(() => readItem(context, version, account, itemIndex)),
		);
	return await Promise.all(read);
}

function readItem(
	context: IExecuteFunctions,
	version: ApiVersion,
	account: Account,
	itemIndex: number,
): ItemRefund {
	const form = new ItemForm(context, itemIndex);
	const draft = readDraft(form, version, account);
	const options = readOptions(form);
	return {
		kind: 'read',
		draft,
		options,
		gateway: n8nGateway(context, account, options.timeout),
		redact: redactor([account.secret, ...secretsIn(draft.fields)]),
	};
}

function secretsIn(fields: RefundFields): string[] {
	return SECRET_REFUND_FIELDS.flatMap((name) => {
		const value = fields[name];
		return typeof value === 'string' ? [value] : [];
	});
}

async function orWhyNot<T>(read: () => T | Promise<T>): Promise<T | RefundNotMade> {
	try {
		return await read();
	} catch (fault) {
		if (fault instanceof UnusableCredential) {
			return notSentBecause(
				fault.message,
				'Nothing was sent. Correct the credential and run the workflow again.',
			);
		}
		if (fault instanceof InvalidValue) return notSentBecause(fault.message);
		return notSentBecause(fault instanceof Error ? fault.message : String(fault));
	}
}
