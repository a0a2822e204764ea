/**
 * Waiting without the wait: `sleep` moves the clock and returns. The sandbox lives by the same clock, so signatures
 * stay in time.
 */
export function workflowPackageWithoutWaiting(): object {
	return { ...jest.requireActual<object>('n8n-workflow'), sleep };
}

/** Milliseconds that the code under test has waited since the last call of this function. */
export function waited(): number {
	const milliseconds = slept;
	slept = 0;
	return milliseconds;
}

let slept = 0;
let ahead = 0;
const realNow = Date.now.bind(Date);
const realPerformanceNow = performance.now.bind(performance);

async function sleep(milliseconds: number): Promise<void> {
	slept += milliseconds;
	passTime(milliseconds);
	await new Promise((resolve) => setImmediate(resolve));
}

/** So many milliseconds pass without anybody waiting, as between two runs. */
export function passTime(milliseconds: number): void {
	ahead += milliseconds;
	jest.spyOn(Date, 'now').mockImplementation(() => Math.round(realNow() + ahead));
	jest.spyOn(performance, 'now').mockImplementation(() => realPerformanceNow() + ahead);
}
