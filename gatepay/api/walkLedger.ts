import { reasonOf } from './answer';
import type { Envelope } from './envelope';
import { lookUp, type LookUpGateway } from './gateway';
import { ledgerPageOf, refundsIn, type LedgerRefund } from './ledger';
import { queryLedger, type LedgerQuery } from './requests';

/** How a walk through the ledger ended. */
export type LedgerWalk =
	/** At its last page, or because nothing more was wanted. */
	| { kind: 'done' }
	/** At a page that GatePay did not show; `reason` continues a sentence. */
	| {
			kind: 'brokenOff';
			page: number;
			/** On the pages before it. */
			rows: number;
			reason: string;
			/** The refusal, where it was one. */
			envelope?: Envelope;
	  };

/**
 * Goes through the refunds in the ledger, in GatePay's order, one page after the other: no page is kept.
 *
 * A refund that is booked meanwhile moves all others down, so that a page may begin with rows that the page before ended
 * with: those count once.
 *
 * @param query which refunds; `count` is the size of a page, in rows
 * @param take  is handed one refund after the other, and says whether more are wanted
 */
export async function walkLedger(
	query: Omit<LedgerQuery, 'page'>,
	gateway: LookUpGateway,
	take: (refund: LedgerRefund) => boolean,
	onBehalfOf?: string,
): Promise<LedgerWalk> {
	let rows = 0;
	let before: ReadonlySet<string> = new Set();
	for (let page = 1; ;) {
		const answer = await lookUp(queryLedger({ ...query, page }, onBehalfOf), gateway);
		if (answer.kind === 'refusal') {
			return { kind: 'brokenOff', page, rows, reason: reasonOf(answer), envelope: answer.envelope };
		}
		if (answer.kind !== 'success') return { kind: 'brokenOff', page, rows, reason: reasonOf(answer) };
		const shown = ledgerPageOf(answer.envelope.data);
		if (!shown) return { kind: 'brokenOff', page, rows, reason: 'the answer was about something else' };

		const texts = new Set<string>();
		const fresh = shown.rows.filter((row) => {
			const text = JSON.stringify(row);
			texts.add(text);
			return !before.has(text);
		});
		if (!refundsIn(fresh).every(take)) return { kind: 'done' };
		if (!shown.hasNext || shown.rows.length === 0) return { kind: 'done' };
		if (fresh.length === 0) {
			return { kind: 'brokenOff', page, rows, reason: 'it came with the rows of the page before' };
		}
		rows += fresh.length;
		before = texts;
		page = Math.max(page + 1, shown.nextPage ?? 0);
	}
}
