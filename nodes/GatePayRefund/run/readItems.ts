import type { IExecuteFunctions } from 'n8n-workflow';

import { readAccount, type Account } from '../../../gatepay/api/account';
import type { ApiVersion } from '../../../gatepay/api/endpoints';
import type { Gateway } from '../../../gatepay/api/gateway';
import { redactor } from '../../../gatepay/api/redact';
import type { RefundDraft } from '../../../gatepay/refund/draft';
import { SECRET_REFUND_FIELDS, type RefundFields } from '../../../gatepay/refund/fields';
import type { RefundNotMade } from '../../../gatepay/refund/outcome';
import { CREDENTIAL } from '../../credential';
import { n8nGateway } from '../transport/n8nGateway';
import { ItemForm } from '../input/itemForm';
import { readDraft } from '../input/readDraft';
import { readOptions, type StepOptions } from '../input/readOptions';
import { orWhyNot } from './orWhyNot';

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
	const account = await usableAccount(context);
	const items = context.getInputData();
	if ('kind' in account) return items.map(() => account);
	const redact = redactorFor(account, {});
	const read = items.map((_, itemIndex) =>
		orWhyNot(() => readItem(context, { version, account, redact }, itemIndex)),
	);
	return await Promise.all(read);
}

/** The credential, or why it can't be used. */
export async function usableAccount(context: IExecuteFunctions): Promise<Account | RefundNotMade> {
	return await orWhyNot(async () => readAccount(await context.getCredentials(CREDENTIAL)));
}

/** What all items of a run share. */
interface Shared {
	version: ApiVersion;
	account: Account;
	/** For an item without codes and passwords. */
	redact: ItemRefund['redact'];
}

function readItem(
	context: IExecuteFunctions,
	{ version, account, redact }: Shared,
	itemIndex: number,
): ItemRefund {
	const form = new ItemForm(context, itemIndex);
	const options = readOptions(form, account);
	const draft = readDraft(form, version, options);
	return {
		kind: 'read',
		draft,
		options,
		gateway: n8nGateway(context, account, options.timeout),
		redact: hasSecrets(draft.fields) ? redactorFor(account, draft.fields) : redact,
	};
}

function hasSecrets(fields: RefundFields): boolean {
	return SECRET_REFUND_FIELDS.some((name) => fields[name] !== undefined);
}

/** Takes the credential's secret and an item's codes and passwords out of what is shown. */
export function redactorFor(account: Account, fields: RefundFields): <T>(value: T) => T {
	const codes = SECRET_REFUND_FIELDS.flatMap((name) => {
		const value = fields[name];
		return typeof value === 'string' ? [value] : [];
	});
	return redactor([account.secret], codes);
}
