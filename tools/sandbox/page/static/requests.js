/** @import { PageState, ShownRequest } from '../contract' */
/** @import { Tone } from './dom.js' */
import { byId, setChip, setTexts, setTime } from './dom.js';
import { showList } from './list.js';
import { CALL } from './words.js';

/** An answer like any other: the node looks a refund up before it sends it. */
const REFUND_NOT_FOUND = '400304';

/** @param {PageState} state */
export function showRequests({ requests, counts }) {
	byId('requests-count', HTMLElement).textContent = String(counts.requests);
	showList(byId('requests', HTMLUListElement), 'request-entry', requests, showRequest);
}

/**
 * @param {HTMLElement} entry
 * @param {ShownRequest} request
 */
function showRequest(entry, request) {
	const { at, method, path, call, headers, body, fault, refusal } = request;
	setTexts(entry, {
		call: call === null ? `${method} ${path}` : CALL[call],
		why: [fault && `Fault: ${fault}`, refusal].filter(Boolean).join(' · '),
		line: `${method} ${path}`,
		headers: headers.map(([name, value]) => `${name}: ${value}`).join('\n'),
		body,
	});
	setTime(entry, at);
	setChip(entry, 'answer', ...answered(request));
}

/**
 * @param {ShownRequest} request
 * @returns {[string, Tone]}
 */
function answered({ httpStatus, code, refusal, fault }) {
	if (httpStatus === 0) return fault === null ? ['under way', 'open'] : ['no answer', 'bad'];
	if (refusal !== null && code === REFUND_NOT_FOUND) return [`not found, ${code}`, 'plain'];
	if (refusal !== null && code !== null) return [`refused, ${code}`, 'bad'];
	return [`HTTP ${httpStatus}`, httpStatus === 200 && fault === null ? 'good' : 'bad'];
}
