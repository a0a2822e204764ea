import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import type { N8n } from '../../../tools/n8n';

interface Completion {
	messages: { role: string; content: string }[];
	tools?: { function: { name: string; parameters: { properties?: object } } }[];
}

interface Message {
	text: string;
	reply_markup: { inline_keyboard: { url: string }[][] };
}

/** A language model and a messenger on loopback, as n8n's own OpenAI and Telegram nodes talk to them. */
export class ChatServices {
	/** What people were asked, in order, and the address behind *Approve*. */
	readonly approvals: { text: string; address: string }[] = [];

	private constructor(
		private readonly url: string,
		readonly close: () => void,
	) {}

	static async start(): Promise<ChatServices> {
		const server = createServer((request, response) => {
			void (json(request) as Promise<Completion & Message>).then((body) => {
				const answer = request.url?.endsWith('/sendMessage') ? services.ask(body) : completionOf(body);
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify(answer));
			});
		});
		await once(server.listen(0, '127.0.0.1'), 'listening');
		const { port } = server.address() as AddressInfo;
		const services = new ChatServices(`http://127.0.0.1:${port}`, () => server.close());
		return services;
	}

	/** Makes the credentials that n8n needs for both; gives them as a node names them. */
	async makeCredentials({ rest }: N8n): Promise<Record<'openAiApi' | 'telegramApi', { id: string }>> {
		const make = async (type: string, data: object) =>
			await rest.post<{ id: string; name: string }>('/credentials', { name: type, type, data });
		return {
			openAiApi: await make('openAiApi', { apiKey: 'fake-key', url: `${this.url}/v1` }),
			telegramApi: await make('telegramApi', { accessToken: 'fake-token', baseUrl: this.url }),
		};
	}

	private ask({ text, reply_markup }: Message): object {
		this.approvals.push({ text, address: String(reply_markup.inline_keyboard.flat().at(-1)?.url) });
		return { ok: true, result: { message_id: 1 } };
	}
}

/**
 * What the model says: the prompt is a list of arguments, and it calls its tool with each of them, one after another;
 * then it repeats what the tool answered.
 */
function completionOf({ messages, tools = [] }: Completion): object {
	const prompt = messages.findLast(({ role }) => role === 'user')?.content ?? '[]';
	const answers = messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
	const said = (JSON.parse(prompt) as object[])[answers.length];
	const [tool] = tools;
	const isReviewed = 'toolParameters' in (tool?.function.parameters.properties ?? {});
	const call = {
		id: `call_${answers.length}`,
		type: 'function',
		function: {
			name: tool?.function.name,
			arguments: JSON.stringify(isReviewed ? { toolParameters: said, hitlParameters: {} } : said),
		},
	};
	const message = said
		? { role: 'assistant', content: null, tool_calls: [call] }
		: { role: 'assistant', content: answers.join('\n') };
	return {
		id: 'completion',
		object: 'chat.completion',
		created: 0,
		model: 'stub',
		choices: [{ index: 0, message, finish_reason: said ? 'tool_calls' : 'stop' }],
		usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
	};
}
