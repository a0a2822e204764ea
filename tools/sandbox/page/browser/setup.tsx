import { useState } from 'preact/hooks';

import type { PageState } from '../state';
import { Act, Copied, Field } from './parts';
import { perform } from './sandbox';

const ACCOUNT_TYPE = { institution: 'Institution', merchant: 'Merchant' };

const GROUPS = {
	create: 'When a refund is sent',
	query: 'When a refund is looked up',
	order: 'When an order is looked up',
	account: 'When the balance or the ledger is looked up',
};

const STRIKES = { never: '', once: 'strikes once', always: 'on until switched off' };

/** A phone shows the three titles alone, so that what happens stays near. */
const isWide = matchMedia('(min-width: 64rem)').matches;

/** What to enter in n8n, what can go wrong, and how this GatePay behaves. */
export function Setup({ state: { applications, faults, settings } }: { state: PageState }) {
	const [strikes, setStrikes] = useState('once');
	return (
		<aside aria-label="Credential and behaviour">
			<details name="setup" open={isWide}>
				<summary>Credential for n8n</summary>
				<p>
					Enter one of the two in a <b>GatePay API</b> credential.
				</p>
				{applications.map((application) => (
					<Application key={application.clientId} application={application} />
				))}
			</details>

			<details name="setup">
				<summary>Faults{faults.some((fault) => fault.strikes !== 'never') && ', some of them on'}</summary>
				<label>
					A fault that you switch on strikes
					<select value={strikes} onChange={({ currentTarget }) => setStrikes(currentTarget.value)}>
						<option value="once">the next time only</option>
						<option value="always">every time, until switched off</option>
					</select>
				</label>
				<p>Several at once strike in the order in which they were switched on.</p>
				{Object.entries(GROUPS).map(([group, title]) => (
					<fieldset key={group}>
						<legend>{title}</legend>
						{faults
							.filter((fault) => fault.group === group)
							.map((fault) => (
								<label key={fault.key}>
									<input
										type="checkbox"
										role="switch"
										checked={fault.strikes !== 'never'}
										onChange={({ currentTarget }) =>
											perform('setFault', {
												fault: fault.key,
												strikes: currentTarget.checked ? strikes : 'never',
											})
										}
									/>
									<span>
										{fault.label} <small>{STRIKES[fault.strikes]}</small>
									</span>
								</label>
							))}
					</fieldset>
				))}
			</details>

			<details name="setup">
				<summary>How this GatePay behaves</summary>
				{settings.map(({ key, label, choices, chosen }) => (
					<label key={key}>
						{label}
						<select
							value={chosen}
							onChange={({ currentTarget }) =>
								perform('setSetting', { setting: key, choice: currentTarget.value })
							}
						>
							{choices.map((choice, place) => (
								<option key={choice.label} value={place}>
									{choice.label}
								</option>
							))}
						</select>
					</label>
				))}
			</details>
		</aside>
	);
}

function Application({ application }: { application: PageState['applications'][number] }) {
	const { accountType, clientId, secret, onBehalfOf, baseUrl, callbackUrl = '' } = application;
	const rows = { 'client ID': clientId, secret, 'On Behalf Of': onBehalfOf, 'base URL': baseUrl };
	return (
		<details open={accountType === 'institution'}>
			<summary>{ACCOUNT_TYPE[accountType]}</summary>
			<dl>
				<dt>Account Type</dt>
				<dd>{ACCOUNT_TYPE[accountType]}</dd>
				{Object.entries(rows).map(
					([name, value]) =>
						value && (
							<>
								<dt>{name}</dt>
								<dd>
									<Copied text={value} name={name} />
								</dd>
							</>
						),
				)}
			</dl>
			<Field
				label="Notification URL"
				isUrl
				placeholder="http://localhost:5678/webhook/…"
				value={callbackUrl}
				save={(url) => perform('setNotificationUrl', { accountType, url })}
				hint="The webhook URL that the GatePay Refund Trigger shows. Empty: no notifications."
			/>
			<Act name="sendUnresolvedPayment" fields={{ accountType }}>
				Notify of a payment that fits no order
			</Act>
		</details>
	);
}
