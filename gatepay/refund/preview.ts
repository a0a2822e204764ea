import { asText } from '../api/envelope';
import { chainsOf } from '../api/chains';
import { lookUp, type LookUpGateway } from '../api/gateway';
import { isCurrencyOf, type Order } from '../api/order';
import { refundChains } from '../api/requests';
import { compareDecimals } from '../values/decimal';
import { differencesFromFound } from './differences';
import type { RefundIntent } from './draft';
import { lookUpRefund, type LookedUpRefund } from './lookUpRefund';
import { gatePayStatusOf, refundStatusOf } from './status';

/** What is known of a refund before it is made. */
export interface Preview {
	/** Whether Create would send it now. */
	wouldSend: boolean;
	/** Sentences for a person. A warning never stops Create. */
	warnings: string[];
	/** The data of the refund with this ID that GatePay has already. */
	existingRefund: Record<string, unknown> | null;
}

/**
 * Finds out what Create would do with a refund. It is handed a GatePay that can only be looked up, so it can't send one.
 *
 * @param order       as looked up; undefined where GatePay didn't show it
 * @param objection   why the order can't be refunded like this
 * @param judgesOrder whether Create looks the order up as well; otherwise it leaves the judgement to GatePay
 */
export async function previewRefund(
	intent: RefundIntent,
	order: Order | undefined,
	gateway: LookUpGateway,
	{ objection, judgesOrder }: { objection: string | undefined; judgesOrder: boolean },
): Promise<Preview> {
	const lookedUp = await lookUpRefund(intent, gateway);
	return {
		wouldSend: lookedUp.kind === 'notFound' && !(judgesOrder && objection !== undefined),
		warnings: [
			...aboutExisting(intent, lookedUp),
			...(objection === undefined ? [] : [`${objection.charAt(0).toUpperCase()}${objection.slice(1)}.`]),
			...aboutStatus(order),
			...aboutAmount(intent, order),
			...(await aboutMemo(intent, order, gateway)),
		],
		existingRefund: lookedUp.kind === 'found' ? lookedUp.data : null,
	};
}

function aboutExisting(intent: RefundIntent, lookedUp: LookedUpRefund): string[] {
	if (lookedUp.kind === 'notFound') return [];
	if (lookedUp.kind === 'noAnswer') {
		return [`GatePay did not say whether this refund exists already: ${lookedUp.reason}.`];
	}
	const status = gatePayStatusOf(lookedUp.data, intent.version);
	const word = asText(status) || 'accepted';
	if (refundStatusOf(status) === 'failed') {
		return [
			`This refund exists already, and GatePay could not carry it out (${word}). Another reference makes a new one.`,
		];
	}
	const differences = differencesFromFound(intent, lookedUp.data);
	return differences.length > 0
		? [`GatePay already has a refund with this ID, with different details: ${differences.join(', ')}.`]
		: [`This refund exists already (${word}) and would not be sent again.`];
}

/** Orders that were never paid are objected to; of any other status, GatePay publishes nothing. */
function aboutStatus(order: Order | undefined): string[] {
	if (order === undefined || ['PAID', 'PENDING', 'EXPIRED'].includes(order.status)) return [];
	return [
		order.status === ''
			? `GatePay does not show whether order ${order.prepayId} was paid.`
			: `The status of order ${order.prepayId} is ${order.status}, not PAID.`,
	];
}

function aboutAmount({ refundAmount, fields }: RefundIntent, order: Order | undefined): string[] {
	const { refundCurrency } = fields;
	const isSameCurrency = refundCurrency === undefined || isCurrencyOf(order, refundCurrency);
	return order && isSameCurrency && compareDecimals(refundAmount, order.orderAmount) === 0
		? ['The amount is the whole amount of the order.']
		: [];
}

/** Money that is sent to an exchange without its memo is lost. */
async function aboutMemo(
	intent: RefundIntent,
	order: Order | undefined,
	gateway: LookUpGateway,
): Promise<string[]> {
	const { refundChain, refundCurrency, memo } = intent.fields;
	const currency = asText(refundCurrency) || (order?.currency ?? '');
	if (refundChain === undefined || memo !== undefined || currency === '') return [];
	const answer = await lookUp(refundChains(currency, intent.onBehalfOf), gateway);
	const chains = answer.kind === 'success' ? chainsOf(answer.envelope.data) : undefined;
	if (!chains) return ['GatePay did not show its chains, so whether this one needs a memo is not known.'];
	const chain = chains.find(({ name }) => name.toLowerCase() === String(refundChain).toLowerCase());
	if (!chain) return [`GatePay does not list the chain ${String(refundChain)} for ${currency}.`];
	return chain.hasWithdrawMemo
		? [
				`Addresses on ${chain.shownName} may need a memo: without it the money may be lost. Add 'Memo' if the recipient gave one.`,
			]
		: [];
}
