import { TEN_MINUTES } from './gatePay';
import type { History, Run } from './history';
import { REFUND, type Said } from './product';
import type { Property, Wrong } from './promises';

type Judge = (run: Run, said: Said) => string | false | undefined;

/** Each is asked when a run has ended, and says why the property does not hold. */
const OF_A_RUN: Partial<Record<Property, Judge>> = {
	madeIsThere({ history: { gatePay }, sends, seen }, { outcome }) {
		const isMade = gatePay.requests.some(({ state }) => state === 'made');
		switch (outcome) {
			case 'accepted':
				return (!isMade || sends === 0) && 'GatePay has not accepted it';
			case 'recovered':
			case 'existing':
				if (!isMade || seen !== 'as it was sent') return `GatePay shows ${seen}`;
				return (outcome === 'existing') !== (sends === 0) && `this run sent it ${sends} times`;
			case 'failed':
				return seen !== 'failed' && `GatePay shows ${seen}`;
		}
		return undefined;
	},

	notMadeIsNotThere({ history: { gatePay }, memory, begunAt, before }, { outcome }) {
		if (outcome !== 'notSent' && outcome !== 'refused') return undefined;
		const known = gatePay.requests.filter(
			({ process, endsAt, state, shownBy }, index) =>
				state !== 'never' &&
				// Its own, what its process sent within ten minutes, and what a look-up would have shown.
				(index >= before.requests && process === memory
					? true
					: process === memory
						? endsAt + TEN_MINUTES > begunAt
						: outcome === 'refused' && state === 'made' && shownBy <= begunAt),
		);
		return (
			known.length > 0 &&
			known.map(({ state }) => (state === 'made' ? 'it was made' : 'it may still be made')).join()
		);
	},

	unknownWasSent({ history: { gatePay } }, { outcome }) {
		return outcome === 'outcomeUnknown' && gatePay.requests.length === 0 && 'nothing was ever sent';
	},

	named(_, { message }) {
		return message !== '' && !message.includes(REFUND.refundRequestId) && message;
	},

	counted({ sends }, said) {
		return (
			(sends > 3 || said.sends !== sends) && `it was sent ${sends} times, and the run counted ${said.sends}`
		);
	},

	settled({ history: { scenario }, waited }) {
		// Once for an earlier run's sake and once for its own, each up to two look-ups, seconds apart, beyond its time.
		return waited > 2 * scenario.settleTime + 9_000 && `the run waited ${waited / 1_000} s`;
	},

	told(run, { outcome }) {
		const { gatePay } = run.history;
		if (!run.isQuiet || !run.before.isSettled) return undefined;
		const wasMade = gatePay.requests.slice(0, run.before.requests).some(({ state }) => state === 'made');
		if (!wasMade && gatePay.refusesWith) return undefined; // judged below
		const truths = wasMade
			? {
					'as it was sent': ['existing'],
					failed: ['failed'],
					'with another amount': ['notSent', 'outcomeUnknown'],
				}[gatePay.shown]
			: ['accepted'];
		return !truths.includes(outcome) && `it is ${truths.join(' or ')}`;
	},

	refused(run, { outcome }) {
		const { history } = run;
		if (!history.gatePay.refusesWith || !run.isQuiet || !run.before.isSettled) return undefined;
		history.unknownRefusals = outcome === 'outcomeUnknown' ? history.unknownRefusals + 1 : 0;
		return history.unknownRefusals === 3 && 'three of them have said that its outcome is unknown';
	},
};

const JUDGES = Object.entries(OF_A_RUN) as Array<[Property, Judge]>;

export function wrongsOfRun(run: Run, said: Said): Wrong[] {
	return JUDGES.flatMap(([property, judge]) => {
		const why = judge(run, said);
		return why ? [{ property, why: `run ${run.number} says ${said.outcome}: ${why}` }] : [];
	});
}

export function wrongsOfHistory({ gatePay }: History): Wrong[] {
	const { mostPaid } = gatePay;
	if (mostPaid <= 1) return [];
	const requests = gatePay.requests.flatMap(({ state }, index) =>
		state === 'never'
			? []
			: [`request ${index + 1} ${state === 'made' ? 'was carried out' : 'may be carried out'}`],
	);
	return [{ property: 'paidOnce', why: `paid up to ${mostPaid} times: ${requests.join(', ')}` }];
}
