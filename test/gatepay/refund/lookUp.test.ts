import type { Found } from '../../../gatepay/api/gateway';
import { followRefund, type ShownRefund } from '../../../gatepay/refund/lookUp';
import { anIntent, gatewayThatSays, NO_SUCH_REFUND, SILENCE, success } from '../scripted';

const INTENT = anIntent();
const dataOf = (status: string) => ({ refundRequestId: INTENT.refundRequestId, status });

function found(status: string): Found<ShownRefund> {
	const envelope = {
		status: 'SUCCESS',
		code: '000000',
		label: '',
		errorMessage: '',
		data: dataOf(status),
	} as const;
	return { kind: 'found', value: dataOf(status), envelope };
}

/** What GatePay says at each look-up: a status, or that it shows none. */
const answer = (said: string) =>
	said === 'silence'
		? SILENCE
		: said === 'none'
			? NO_SUCH_REFUND
			: said === 'another'
				? success({ refundRequestId: 'x' })
				: success(dataOf(said));

/** `nothing` was looked up so far, or a refund with a status; what GatePay says from then on; and what is known at the end. */
type Row = [
	title: string,
	first: string,
	says: string,
	waits: string,
	last: string,
	given?: { time?: number; stopsDuring?: number },
];

// prettier-ignore
it.each<Row>([
	...['SUCCESS', 'REFUND_SUCCESS', 'FAIL', 'REJECTED'].map((status): Row => [
		'ends at once when it is final',
		status,
		'',
		'',
		status,
	]),
	[
		'goes on until it is final, with growing pauses',
		'PENDING',
		'PROCESS PROCESS PROCESS PROCESS PROCESS PROCESS PROCESS SUCCESS',
		'2000 3000 5000 8000 13000 15000 15000 15000',
		'SUCCESS',
		{ time: 600_000 },
	],
	['goes on where the word is not known', 'FROZEN', 'FROZEN SUCCESS', '2000 3000', 'SUCCESS'],
	['ends when the time is over, with a last look at its end', 'PENDING', 'PROCESS PROCESSING', '2000 1000', 'PROCESSING', { time: 3_000 }],
	['does not begin without time', 'PENDING', '', '', 'PENDING', { time: 0 }],
	['keeps the last that showed it, after silence', 'nothing', 'PROCESS silence', '2000 3000', 'PROCESS', { time: 5_000 }],
	['keeps the last that showed it, after none', 'PENDING', 'PROCESS none', '2000 3000', 'PROCESS', { time: 5_000 }],
	['keeps the last that showed it, after another', 'PENDING', 'PROCESS another', '2000 3000', 'PROCESS', { time: 5_000 }],
	['gives the last where none showed it', 'nothing', 'silence none', '2000 3000', 'notFound', { time: 5_000 }],
	['does nothing once the execution is stopped', 'PENDING', '', '', 'PENDING', { stopsDuring: 0 }],
	['does not look up when it is stopped during the pause', 'PENDING', '', '2000', 'PENDING', { stopsDuring: 1 }],
	['is nothing where it was stopped at once', 'nothing', '', '', 'nothing', { stopsDuring: 0 }],
])(
	'following a refund %s: after %s, %s',
	async (_, first, says, waits, last, { time = 60_000, ...given } = {}) => {
		const replies = says === '' ? [] : says.split(' ').map(answer);
		const gateway = gatewayThatSays(replies, given);
		const before = first === 'nothing' ? undefined : found(first);
		const ended = await followRefund(INTENT, before, time, gateway);
		if (last === 'nothing' || last === 'notFound') expect(ended?.kind ?? 'nothing').toBe(last);
		else expect(ended).toEqual(found(last));
		expect(gateway.requests).toHaveLength(replies.length);
		expect(gateway.story.flatMap((step) => step.split('wait ')[1] ?? []).join(' ')).toBe(waits);
	},
);
