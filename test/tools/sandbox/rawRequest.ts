import axios, { type AxiosRequestConfig } from 'axios';

/** An answer as it came. */
export interface RawAnswer<Json> {
	status: number;
	headers: Record<string, unknown>;
	text: string;
	/** The parsed text. */
	json: Json;
}

/** Sends a request as it is, through no proxy and after no redirection; any status is an answer. */
export async function rawRequest<Json>(request: AxiosRequestConfig): Promise<RawAnswer<Json>> {
	const { status, headers, data } = await axios.request<string>({
		...request,
		maxRedirects: 0,
		proxy: false,
		validateStatus: () => true,
		transformResponse: (text: string) => text,
	});
	return {
		status,
		headers,
		text: data,
		get json() {
			return JSON.parse(data) as Json;
		},
	};
}
