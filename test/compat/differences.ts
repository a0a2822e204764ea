import { isUpTo } from './versions';

/** A test that can't hold in an older version, because n8n itself did something else there. */
interface Difference {
	/** The newest version in the list that does not differ in this way yet. */
	after?: string;
	/** The newest version in the list that differs. */
	upTo: string;
	/** The file in `test/engine`. */
	file: string;
	/** The title, with those of its blocks; without one, the file can't be loaded and isn't run. */
	test?: string;
	/** What its failure shows: another failure is none of n8n's doing. */
	shows?: string;
	/** What n8n does there. */
	because: string;
}

const NO_HINTS = 'a node could not give a hint yet: there is no addExecutionHints';
const PLAIN_TEXT =
	'n8n took an expression for plain text in a field that takes none: it is refused as a choice that does not exist';
const DESCRIPTION_ONLY =
	"n8n told an agent only the description of a tool's error, after “Error during node execution”, and not its message";

const DIFFERENCES: readonly Difference[] = [
	{
		upTo: '1.60.1',
		file: 'tool.test.ts',
		because:
			'n8n-core has no function of its own that calls a node for an agent: nothing is tested of the node as a tool',
	},
	{
		upTo: '1.88.0',
		file: 'toolByAgent.test.ts',
		because:
			"n8n ran an agent's tool by a function of the agent's, not as a node of the workflow with an item: tool.test.ts tests that",
	},
	{
		upTo: '1.123.81',
		file: 'nodeHistories.test.ts',
		because:
			'it puts a network of its own in the place of the HTTP client of n8n 2, which n8n 1 does not have',
	},
	{
		upTo: '1.123.81',
		file: 'blocked.test.ts',
		test: "n8n's guard against requests to internal addresses blocks a refund before it leaves: nothing was sent, and the item says so",
		shows: 'received value must be a string',
		because: 'there was no such guard',
	},
	...[
		{ upTo: '1.60.1', shows: 'runPartialWorkflow2 is not a function', because: 'did not exist yet' },
		{
			after: '1.60.1',
			upTo: '1.88.0',
			shows: 'Could not find a node with the name',
			because: 'took other things',
		},
	].map(({ because, ...difference }) => ({
		...difference,
		file: 'pairing.test.ts',
		test: 'a node that is run alone, behind the second output of a node whose data is pinned passes no input on: what was refunded is green, what was refused is not',
		because: `n8n's function that runs one node ${because}`,
	})),
	{
		upTo: '1.60.1',
		file: 'batches.test.ts',
		test: 'a run of many refunds sends a refund that two items ask for once; the second item takes the result of the first',
		shows: '1 refund existed already and was not sent again',
		because: NO_HINTS,
	},
	{
		upTo: '1.60.1',
		file: 'balance.test.ts',
		test: 'Balance: Get says plainly that GatePay does not show a currency, and gives it no amount',
		shows: 'GatePay shows no balance in DOGE',
		because: NO_HINTS,
	},
	{
		upTo: '1.60.1',
		file: 'batches.test.ts',
		test: 'a run of many refunds a second run of the same input sends nothing, and says how many refunds existed',
		shows: '4 refunds were accepted',
		because: NO_HINTS,
	},
	{
		upTo: '1.60.1',
		file: 'previewWarnings.test.ts',
		test: 'what a preview warns of is only that it exists, for a refund that GatePay has: its balance and ledger are not looked up',
		shows: '0 of 1 would be sent',
		because: NO_HINTS,
	},
	{
		upTo: '1.60.1',
		file: 'previewWarnings.test.ts',
		test: 'what a preview warns of is that an item is the same refund as another of the run, which is sent once',
		shows: '2 of 3 would be sent',
		because: NO_HINTS,
	},
	{
		upTo: '1.60.1',
		file: 'refundHistory.test.ts',
		test: 'Refund History: Get Many shows nothing but refunds, and no money that came in',
		shows: 'shows no such refund. It may lag behind',
		because: NO_HINTS,
	},
	...[
		'holds the model to the maximum amount',
		'refuses to let the model fill in ‘Prevent Duplicates By’',
		'refuses to let the model fill in ‘Max Refund Amount’',
		'refuses to let the model fill in ‘Max Order Age’',
		'tells the model what happened and what to do, when a refund was not made',
	].map((title) => ({
		upTo: '1.88.0',
		file: 'tool.test.ts',
		test: `the node as a tool of an AI agent ${title}`,
		shows: 'Error during node execution: ',
		because: DESCRIPTION_ONLY,
	})),
	{
		after: '1.88.0',
		upTo: '1.123.81',
		file: 'tool.test.ts',
		test: 'the node as a tool of an AI agent refuses to let the model fill in ‘Prevent Duplicates By’',
		shows: 'must be reference (Reference)',
		because: PLAIN_TEXT,
	},
	...[
		"={{ $fromAI('said') }}",
		"={{ $fromai ('said', 'What you like', 'string') }}",
		"={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('said', ``, 'string') }}",
	].map((expression) => ({
		upTo: '1.123.81',
		file: 'toolByAgent.test.ts',
		test: `the node in the hands of an agent refuses to have the model fill in ‘Prevent Duplicates By’: ${expression}`,
		shows: 'must be reference (Reference)',
		because: PLAIN_TEXT,
	})),
	{
		upTo: '1.123.81',
		file: 'toolByAgent.test.ts',
		test: 'the node in the hands of an agent an object ‘query’ of a Webhook’s URL is not the model’s',
		shows: "'Refund Amount' would not be what the AI model passed",
		because: "$fromAI read the agent's item, too",
	},
	{
		upTo: '1.123.81',
		file: 'toolByAgent.test.ts',
		test: 'the node in the hands of an agent a node read by its name counts in its first run, and in no later one: the item before may be another',
		shows: 'which ran 2 times in this execution',
		because:
			"n8n ran an agent's tools after all nodes of the first output, another run of the agent included",
	},
	{
		upTo: '1.123.81',
		file: 'trigger.test.ts',
		test: 'the description of the trigger shows its fields before the first run: the schema lies where n8n looks for it',
		shows: 'resolveOutputSchemaPath) is not a function',
		because: 'n8n-core does not say where it looks for output schemas',
	},
];

/** What n8n does differently in a version: files that are not run there, and tests that are run and have to fail. */
export function differencesOf(n8n: string): { files: Difference[]; tests: Difference[] } {
	const all = DIFFERENCES.filter(
		({ after, upTo }) => isUpTo(n8n, upTo) && !(after !== undefined && isUpTo(n8n, after)),
	);
	const files = all.filter(({ test }) => test === undefined);
	const notRun = new Set(files.map(({ file }) => file));
	return { files, tests: all.filter(({ test, file }) => test !== undefined && !notRun.has(file)) };
}

export type { Difference };
