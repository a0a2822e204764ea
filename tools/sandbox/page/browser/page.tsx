import { render } from 'preact';

import { Activity } from './activity';
import './page.css';
import { find, keepUp, perform, view } from './sandbox';
import { Setup } from './setup';

const QUESTION =
	'Forget all refunds, requests and settings?\n\nn8n remembers refunds for ten minutes. Until then the same refunds end there as “Outcome unknown”: use other references afterwards, or restart n8n.';

function Page() {
	const { state, news, isBad } = view;
	const startAfresh = () => void (confirm(QUESTION) && perform('startAfresh'));
	return (
		<>
			<header>
				<div class="beside">
					<h1>
						<img src="/sandbox/gatepay-refund.svg" alt="" width="28" height="28" /> GatePay sandbox
					</h1>
					<button type="button" class="small outline secondary" onClick={startAfresh}>
						Start afresh
					</button>
				</div>
				<p role="status" class={isBad ? 'problem' : ''}>
					{news}
				</p>
				<search>
					<label>
						Find by reference, refund request ID, prepay ID or trade number
						<input
							type="search"
							value={view.find}
							autocomplete="off"
							spellcheck={false}
							onInput={({ currentTarget }) => find(currentTarget.value)}
						/>
					</label>
				</search>
			</header>
			{state && <Setup state={state} />}
			<main>{state && <Activity state={state} />}</main>
		</>
	);
}

keepUp(() => render(<Page />, document.body));
