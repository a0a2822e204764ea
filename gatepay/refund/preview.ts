import { asText } from '../api/envelope';
import { askAnew } from '../api/ask';
import { chainsOf } from '../api/chains';
import { compareDecimals } from '../values/decimal';
import type { AskableGateway } from '../api/gateway';
import { isCurrencyOf, type Order } from '../api/order';
import { refundChains } from '../api/requests';
import { askForRefund, type Asked } from './askForRefund';
import { differencesFromFound } from './differences';
import type { RefundIntent } from './draft';
import { objectionTo } from './objection';
import { gatePayStatusOf, refundStatusOf } from './status';

/** What is known about a refund before it is made. */
export interface Prospect {
	/** The data of the refund with this ID that GatePay has already. */
	existingRefund: Record<string, unknown> | null;
	/** Sentences for a person. */
	warnings: string[];
	/** Whether the operation Create would send it now. */
	wouldSend: boolean;
}

/**
 * Finds out what would become of a refund. It is handed a GatePay that can only be asked, so it can't send one.
 *
 * @param order       as looked up; undefined where GatePay didn't show it
 * @param judgesOrder whether Create looks the order up as well; otherwise it leaves the judgement to GatePay
 */
export async function prospectOf(
	intent: RefundIntent,
	order: Order | undefined,
	gateway: AskableGateway,
	judgesOrder = true,
): Promise<Prospect> {
	const asked = await askForRefund(intent, gateway);
	const objection = order && objectionTo(intent, order);
	return {
		existingRefund: asked.kind === 'found' ? asked.data : null,
		warnings: [
			...aboutExisting(intent, asked),
			...(objection === undefined ? [] : [`${objection.charAt(0).toUpperCase()}${objection.slice(1)}.`]),
			...aboutAmount(intent, order),
			...(await aboutMemo(intent, order, gateway)),
		],
		wouldSend: asked.kind === 'notFound' && !(judgesOrder && objection !== undefined),
	};
}

function aboutExisting(intent: RefundIntent, asked: Asked): string[] {
	if (asked.kind === 'notFound') return [];
	if (asked.kind === 'noAnswer') {
		return [
			`GatePay could not be asked whether refund ${intent.refundRequestId} exists already: ${asked.reason}.`,
		];
	}
	const differences = differencesFromFound(intent, asked.data);
	if (differences.length > 0) {
		return [`GatePay already has a refund with this ID, and it is another one: ${differences.join(', ')}.`];
	}
	const word = asText(gatePayStatusOf(asked.data)) || 'accepted';
	return refundStatusOf(word) === 'failed'
		? [
				`This refund exists already, and GatePay could not carry it out (${word}). Another reference makes a new one.`,
			]
		: [`This refund exists already (${word}) and would not be sent again.`];
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
	gateway: AskableGateway,
): Promise<string[]> {
	const { refundChain, refundCurrency, memo } = intent.fields;
	const currency = asText(refundCurrency) || (order?.currency ?? '');
	if (refundChain === undefined || memo !== undefined || currency === '') return [];
	const answer = await askAnew(refundChains(currency, intent.onBehalfOf), gateway);
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
