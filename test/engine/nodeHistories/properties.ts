import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { CODES } from './history';
import type { Played, PlayedHistory, Try } from './play';

/** What does not hold, in a sentence each. */
export type Property = (played: PlayedHistory) => string[];

const BEGINNING = /^(?:Not sent|Refused|Failed|Outcome unknown|Not found|No answer): ./;
const OUTCOMES = ['accepted', 'recovered', 'existing'];

const isCreate = ({ execution: { parameters } }: Played) =>
	parameters.operation === 'create' && ['refundV1', 'refundV2'].includes(String(parameters.resource));

/** Whether an item puts out as many as GatePay has, which may be none. */
const lists = ({ execution: { parameters } }: Played) =>
	['balance', 'refundHistory'].includes(String(parameters.resource));

/** Whether n8n goes on where the node throws, and passes its input on. */
const goesOn = ({ execution: { settings } }: Pick<Played, 'execution'>) =>
	settings.onError !== 'stopWorkflow' || settings.continueOnFail === true;

const isFailure = ({ json }: INodeExecutionData) => json.error !== undefined;

function indexOf({ pairedItem }: INodeExecutionData): number {
	return typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : NaN;
}

const each =
	(check: (played: Played, history: PlayedHistory) => string[]): Property =>
	(history) =>
		history.executions.flatMap((played, index) =>
			check(played, history).map((wrong) => `execution ${index}: ${wrong}`),
		);

const eachTry = (check: (attempt: Try, played: Played, history: PlayedHistory) => string[]): Property =>
	each((played, history) =>
		played.tries.flatMap((attempt, index) =>
			check(attempt, played, history).map((wrong) => `try ${index}: ${wrong}`),
		),
	);

/** An item that failed may leave without saying which one it was: n8n would put the input's codes beside it. */
function countWrongs(count: number, indexes: number[], what: string): string[] {
	const wrongs: string[] = [];
	const isUntold = indexes.some(Number.isNaN);
	for (let index = 0; index < count; index++) {
		const times = indexes.filter((each) => each === index).length;
		if (isUntold ? times > 1 : times !== 1) wrongs.push(`item ${index} leaves ${times} times ${what}`);
	}
	if (indexes.length !== count) wrongs.push(`${indexes.length} items leave for ${count} ${what}`);
	return wrongs;
}

/** The items that leave n8n by a branch. */
const branch = ({ run }: Played, index: number): INodeExecutionData[] => run?.output('Refund', index) ?? [];

const leavesOnce = each((played) => {
	const { run, execution, tries } = played;
	const { onError, alwaysOutputData, executeOnce } = execution.settings;
	const last = tries.at(-1);
	if (run === undefined || last === undefined || played.isCancelled || lists(played)) return [];
	const count = executeOnce ? Math.min(1, execution.items.length) : execution.items.length;
	const [green, red] = [branch(played, 0), branch(played, 1)];
	if (run.error) return !goesOn(played) ? [] : [`the run ends with ${run.error.message}`];
	if (onError !== 'continueErrorOutput') return countWrongs(count, green.map(indexOf), 'the node');
	// n8n's own doing: where nothing succeeded, Always Output Data puts an empty item on the success branch.
	const isEmpty = alwaysOutputData && green.length === 1 && Object.keys(green[0]?.json ?? {}).length === 0;
	const wrongs = isEmpty
		? countWrongs(count, red.map(indexOf), 'n8n by the error branch')
		: countWrongs(count, [...green, ...red].map(indexOf), 'n8n');
	if (isEmpty && red.length !== count) wrongs.push('an empty item is green');
	return wrongs;
});

const greenIsPaid = each((played, { payments }) => {
	if (!isCreate(played)) return [];
	const { onError, alwaysOutputData } = played.execution.settings;
	return branch(played, 0).flatMap((item) => {
		const { json } = item;
		// By the one branch that there is.
		if (isFailure(item) && onError !== 'continueErrorOutput' && goesOn(played)) return [];
		if (alwaysOutputData && onError === 'continueErrorOutput' && Object.keys(json).length === 0) return [];
		const wrongs: string[] = [];
		if (!OUTCOMES.includes(String(json.outcome))) wrongs.push(`is green without an outcome: ${show(json)}`);
		const found = payments.filter(({ refund }) => refund.refundRequestId === json.refundRequestId);
		if (found.length === 0)
			wrongs.push(`is green, and GatePay has no refund ${String(json.refundRequestId)}`);
		if (found.length > 0 && found.every(({ refund }) => refund.prepayId !== json.prepayId)) {
			wrongs.push(`is green for order ${String(json.prepayId)}, which was not refunded`);
		}
		return wrongs.map((wrong) => `item ${indexOf(item)} ${wrong}`);
	});
});

const failuresSay = each((played) => {
	const { onError } = played.execution.settings;
	const returned = played.tries.flatMap(({ returned: items = [] }) => items);
	const atNode = returned
		.filter(isFailure)
		.flatMap(({ json }) => [
			...(Object.keys(json).length === 1 ? [] : [`a failing item holds ${Object.keys(json).join(', ')}`]),
			...(BEGINNING.test(String(json.error)) ? [] : [`a failing item says ${show(json.error)}`]),
		]);
	const input = played.execution.items;
	const atBranch =
		onError !== 'continueErrorOutput'
			? []
			: branch(played, 1).flatMap((item) => {
					if (!BEGINNING.test(String(item.json.error))) return [`the error branch has ${show(item.json)}`];
					const given = input[indexOf(item)] ?? {};
					const added = Object.keys(item.json).filter((name) => name !== 'error' && !(name in given));
					return added.length > 0 ? [`the error branch has ${added.join(', ')} as well`] : [];
				});
	return [...atNode, ...atBranch];
});

/** The refund request IDs that a message names. */
const namedIn = (text: string) =>
	[...text.matchAll(/refund request ID ([A-Za-z0-9_-]+)/g)].map(([, id]) => id);

const textOf = (thrown: unknown) => {
	const { message, description } = thrown as { message: string; description?: string };
	return `${message} ${description ?? ''}`;
};

const sentIsNamed = eachTry((attempt, { execution }) => {
	if (!attempt.hasThrown && attempt.returned === undefined) return ['it never ends'];
	const told = attempt.hasThrown
		? textOf(attempt.thrown)
		: (attempt.returned ?? [])
				.map(({ json }) => `${String(json.refundRequestId)} ${String(json.error)}`)
				.join(' ');
	// What words every other end is broken, and this one says that much.
	if (execution.fault?.isLasting && told.includes("can't tell what was sent")) return [];
	return [
		...new Set(attempt.sends.flatMap(({ refundRequestId, hasLeft }) => (hasLeft ? [refundRequestId] : []))),
	]
		.filter((id) => !told.includes(id))
		.map((id) => `${id} was sent, and nothing says so: ${show(told)}`);
});

const unsentIsUnpaid = eachTry((attempt, _, { payments }) => {
	const items = attempt.returned ?? [];
	const open = new Set(
		items.flatMap(({ json }) =>
			/^(?:Outcome unknown|Failed)/.test(String(json.error))
				? namedIn(String(json.error))
				: [String(json.refundRequestId)],
		),
	);
	return items
		.filter(({ json }) => /^(?:Not sent|Refused)/.test(String(json.error)))
		.flatMap(({ json }) =>
			namedIn(String(json.error))
				.filter((id) => !open.has(id))
				.filter((id) =>
					payments.some(
						({ send, refund }) =>
							refund.refundRequestId === id && send !== undefined && attempt.sends.includes(send),
					),
				)
				.map((id) => `${id} was paid by it, and it says ${show(json.error)}`),
		);
});

const paidOnce: Property = ({ payments, sends, history }) => {
	const wrongs: string[] = [];
	for (const key of new Set(sends.map((send) => send.key))) {
		const paid = payments.filter(({ send }) => send?.key === key);
		for (const life of new Set(sends.map((send) => send.life))) {
			const times = paid.filter(({ send }) => send?.life === life).length;
			if (times > 1) wrongs.push(`${key} was paid ${times} times in one process`);
		}
		if (history.repeatedIds !== 'payAgain' && paid.length > 1)
			wrongs.push(`${key} was paid ${paid.length} times`);
	}
	if (payments.some(({ send }) => send === undefined)) wrongs.push('a payment goes back to no send');
	return wrongs;
};

const thrownSays = each(({ run, tries, isCancelled }) => [
	...tries.flatMap(({ hasThrown, thrown }) => {
		if (!hasThrown) return [];
		const { name, message } = (thrown ?? {}) as Partial<Error>;
		return isN8ns(name) && BEGINNING.test(message ?? '') ? [] : [`it throws ${name}: ${show(message)}`];
	}),
	...(run?.error && !isCancelled && !isN8ns(run.error.name)
		? [`the run ends with ${run.error.name}: ${run.error.message}`]
		: []),
]);

const isN8ns = (name: string | undefined) => name === 'NodeOperationError' || name === 'NodeApiError';

const neverThrownAway = eachTry(({ hasThrown, thrown }, { execution }) =>
	hasThrown && goesOn({ execution }) ? [`it throws ${textOf(thrown)}`] : [],
);

const secretsStay = each((played, { secrets }) => {
	const { additionalFields } = played.execution.parameters;
	const hasItsCode = played.execution.items.every(({ code }) => code === CODES.totpCode);
	// What GatePay repeats of somebody else's request can't be known for a secret.
	const codes = Object.entries(CODES).flatMap(([name, code]) => {
		const value = (additionalFields as IDataObject | undefined)?.[name];
		return value === code || (value === '={{ $json.code }}' && hasItsCode) ? [code] : [];
	});
	const hidden = [...secrets, ...codes, 'fake-huge-code-fake'];
	const shown = played.tries
		.map(({ returned, thrown }) => JSON.stringify([returned, thrown, textOf(thrown ?? {})]))
		.join();
	const atEnd = JSON.stringify([played.run?.error, played.run?.hints('Refund')]);
	return hidden
		.flatMap((secret) => {
			const written = JSON.stringify(secret).slice(1, -1);
			return [shown, atEnd].some((text) => text.includes(written)) ? [`it shows ${show(secret)}`] : [];
		})
		.concat(/[0-9a-f]{128}/.test(shown) ? ['it shows a signature'] : []);
});

const nothingBreaks = eachTry(({ returned = [], thrown }, { threw }) => {
	const told = [...returned.map(({ json }) => String(json.error)), textOf(thrown ?? {})];
	return threw === undefined
		? told
				.filter(
					(text) =>
						/this node stopped unexpectedly/i.test(text) ||
						text.includes('is not a function') ||
						text.includes('Cannot read'),
				)
				.map(show)
		: [];
});

const onlyCreateSends = each((played) =>
	!isCreate(played) && played.tries.some(({ sends }) => sends.length > 0)
		? ['it sends, and is no create']
		: [],
);

/** What holds in every history, by the sentence that says so. */
export const PROPERTIES: Readonly<Record<string, Property>> = {
	'each input item leaves exactly once': leavesOnce,
	'what leaves by the success branch is a refund that GatePay has': greenIsPaid,
	'what failed says what happened, and nothing else': failuresSay,
	'everything that was sent is named': sentIsNamed,
	'what was not sent or refused is not paid': unsentIsUnpaid,
	'each refund is paid at most once by one process': paidOnce,
	'nothing is thrown where n8n would pass the input on': neverThrownAway,
	"nothing but n8n's node errors is thrown, and they say what happened": thrownSays,
	'no secret, no code and no signature is shown': secretsStay,
	'nothing breaks by itself': nothingBreaks,
	'nothing but Create sends': onlyCreateSends,
};

export function show(value: unknown): string {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
	return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
