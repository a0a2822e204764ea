import type { RecordedRequest } from './exchange';

/** In characters. Any web page can send requests to this machine, and none of them may fill its memory. */
const MOST_KEPT = 100_000_000;

/** What a record takes beside its texts. */
const OVERHEAD = 1_000;

/** The record of requests: all of them, until they are too much to keep; then the newest. */
export class RequestLog {
	/** In the order in which they came. */
	readonly kept: RecordedRequest[] = [];
	/** How many came, kept or not. */
	count = 0;
	private size = 0;

	/** @param most how many characters are kept */
	constructor(private readonly most = MOST_KEPT) {}

	add(request: Omit<RecordedRequest, 'number'>): RecordedRequest {
		const record = { number: this.count, ...request };
		this.count += 1;
		this.kept.push(record);
		this.size += sizeOf(record);
		while (this.size > this.most && this.kept.length > 1) {
			this.size -= this.kept.splice(0, 1).reduce((sum, oldest) => sum + sizeOf(oldest), 0);
		}
		return record;
	}

	clear(): void {
		this.kept.length = 0;
		this.count = 0;
		this.size = 0;
	}
}

function sizeOf({ path, query, headers, body }: RecordedRequest): number {
	const texts = [path, body, ...Object.entries(query).flat(), ...Object.entries(headers).flat(2)];
	return texts.reduce<number>((sum, text) => sum + (text?.length ?? 0), OVERHEAD);
}
