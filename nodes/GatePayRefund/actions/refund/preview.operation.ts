import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ENDPOINT, type ApiVersion } from '../../../../gatepay/api/endpoints';
import { asText } from '../../../../gatepay/api/envelope';
import { lookUpBalance, type LookedUpBalance } from '../../../../gatepay/api/lookUpBalance';
import { readJson } from '../../../../gatepay/api/readJson';
import {
	aboutBalance,
	aboutRefundsOfOrder,
	lookUpRefundsOfOrder,
	type RefundsOfOrder,
} from '../../../../gatepay/refund/accountWarnings';
import { refundBody } from '../../../../gatepay/refund/body';
import { concurrently } from '../../../../gatepay/refund/concurrently';
import { needsOrder, type RefundIntent } from '../../../../gatepay/refund/draft';
import { SECRET_REFUND_FIELDS, type RefundFields } from '../../../../gatepay/refund/fields';
import { fingerprintOf } from '../../../../gatepay/refund/fingerprint';
import { previewRefund } from '../../../../gatepay/refund/preview';
import type { ReadyState } from '../../../../gatepay/refund/record';
import { sameRefundsIn, type SameRefund } from '../../../../gatepay/refund/sameRefunds';
import { readDraft } from '../../input/readDraft';
import { concurrencyOf, readItems } from '../../input/readItems';
import { endOf, showHint, withoutEmpty, withoutError, type RunEnd } from '../../output/items';
import { urlOf } from '../../transport/gateway';
import * as option from '../options';
import { REFUND_PREVIEW } from '../shownFor';
import { onceEach, type OnceEach } from './onceEach';
import { prepareRefunds, type RefundItem } from './prepareRefunds';

export const properties = [
	option.optionsOf(REFUND_PREVIEW, [
		option.concurrency,
		option.maximumOrderAge,
		option.maximumRefundAmount,
		option.onBehalfOf,
		option.simplify,
		option.timeout,
	]),
];

/** Shows what Create would send for each item, and what GatePay knows of the order and of this refund. */
export async function execute(context: IExecuteFunctions, version: ApiVersion): Promise<RunEnd> {
	const records = await readItems(
		context,
		(form, options) => readDraft(form, version, options),
		({ fields }) => fields,
	);
	const concurrency = concurrencyOf(records);
	await prepareRefunds(records, true);
	const sameRefunds = sameRefundsIn(records);
	const lookUps = accountLookUps();
	let wouldBeSent = 0;
	let warned = 0;
	await concurrently(records, concurrency, async (record) => {
		const { state } = record;
		if (state.stage !== 'ready') return;
		const row = await preview(state, lookUps, sameRefunds.get(record));
		record.state = { stage: 'shown', read: state.read, rows: [row] };
		if (row.wouldSend) wouldBeSent += 1;
		if (row.warnings.length > 0) warned += 1;
	});
	const warnings = warned > 0 ? `, ${warned} with a warning` : '';
	if (records.length > 0) showHint(context, `${wouldBeSent} of ${records.length} would be sent${warnings}`);
	return endOf(context, records);
}

async function preview(
	ready: ReadyState<RefundItem>,
	lookUps: AccountLookUps,
	sameRefund: SameRefund = { isRepeat: false, warnings: [] },
): Promise<IDataObject & { wouldSend: boolean; warnings: string[] }> {
	const { read, intent, order, objection } = ready;
	const { input: draft, options, account, gateway } = read;
	const judgesOrder = needsOrder(draft);
	const { wouldSend, warnings, existingRefund } = await previewRefund(intent, order?.order, gateway, {
		objection,
		judgesOrder,
	});
	const call = intent.version === 'v1' ? 'createRefundV1' : 'createRefundV2';
	const { refundAmount, refundReference } = intent;
	const verdict = {
		wouldSend: wouldSend && !sameRefund.isRepeat,
		// Before the warnings, which are wide: in the editor's table these three are seen without scrolling.
		...withoutEmpty({ refundAmount, refundReference }),
		warnings: [
			...(order ? [] : ['GatePay did not show the order.']),
			...sameRefund.warnings,
			...warnings,
			// The balance has paid for a refund that exists, and the ledger may show it.
			...(existingRefund === null ? await aboutAccount(ready, lookUps) : []),
		],
		...withoutEmpty({
			currency: currencyOf(ready),
			orderAmount: order?.order.orderAmount,
			prepayId: intent.prepayId,
			merchantTradeNo: intent.merchantTradeNo,
			refundRequestId: intent.refundRequestId,
		}),
		fingerprint: fingerprintOf(intent, account),
		existingRefund: existingRefund as IDataObject | null,
	};
	if (options.simplify) return verdict;
	return {
		...verdict,
		method: ENDPOINT[call].method,
		url: urlOf(account, call),
		body: readJson(refundBody(masked(intent))) as IDataObject,
		order: order ? withoutError(order.data) : null,
	};
}

function currencyOf({ intent, order }: ReadyState<RefundItem>): string | undefined {
	return asText(intent.fields.refundCurrency) || order?.order.currency || undefined;
}

/** What a run's items have to know of the account and look up once: balances by currency, refunds by order. */
interface AccountLookUps {
	/** The end of the period that the ledger is looked up for, in Unix milliseconds. */
	now: number;
	balance: OnceEach<LookedUpBalance>;
	refundsOfOrder: OnceEach<RefundsOfOrder>;
}

function accountLookUps(): AccountLookUps {
	return { now: Date.now(), balance: onceEach(), refundsOfOrder: onceEach() };
}

async function aboutAccount(
	ready: ReadyState<RefundItem>,
	{ now, balance, refundsOfOrder }: AccountLookUps,
): Promise<string[]> {
	const { intent, order } = ready;
	const { account, gateway } = ready.read;
	const { prepayId, onBehalfOf } = intent;
	const currency = currencyOf(ready);
	// A merchant is shown all currencies at once.
	const named = account.accountType === 'merchant' ? '' : currency;
	const [ofBalance, ofOrder] = await Promise.all([
		currency === undefined
			? []
			: balance([named, onBehalfOf], () =>
					lookUpBalance(account.accountType, [currency], gateway, onBehalfOf),
				).then((lookedUp) => aboutBalance(intent, currency, lookedUp)),
		refundsOfOrder([prepayId, onBehalfOf], () =>
			lookUpRefundsOfOrder({ prepayId, createTime: order?.order.createTime, now, onBehalfOf }, gateway),
		).then((lookedUp) => aboutRefundsOfOrder(intent, currency, lookedUp)),
	]);
	return [...ofBalance, ...ofOrder];
}

/** Codes and passwords show that they are there, and nothing else. */
function masked(intent: RefundIntent): RefundIntent {
	const fields: RefundFields = { ...intent.fields };
	for (const name of SECRET_REFUND_FIELDS) if (fields[name] !== undefined) fields[name] = '••••';
	return { ...intent, fields };
}
