import { useState } from 'preact/hooks';

import type { PageState } from '../state';
import { Act, Chip, Copied, Field, List, Tabs, Time } from './parts';
import { perform, requestDetails } from './sandbox';
import { aboutOf, answerTo, CALL, paidSoOften, REFUND_NOT_FOUND, REFUND_STATE } from './words';

const NO_REFUND =
	'None. Enter the credential in n8n, run a workflow with the GatePay Refund node, and the refund shows up here. ' +
	'n8n remembers earlier refunds for ten minutes, and ends the same ones as “Outcome unknown”: use other references, or restart n8n.';

/** What came in, and what this GatePay has. */
export function Activity({ state }: { state: PageState }) {
	const { refunds, requests, notifications, orders, balances, ledger, counts } = state;
	const refused = orders.filter(({ refusedWith }) => refusedWith);
	return (
		<Tabs
			tabs={[
				{
					title: 'Refunds',
					count: counts.refunds,
					panel: (
						<List name="Refunds" empty={NO_REFUND}>
							{refunds.map((refund) => (
								<Refund key={refund.refundGateId} refund={refund} />
							))}
						</List>
					),
				},
				{
					title: 'Requests',
					count: counts.requests,
					panel: (
						<List
							name="Requests"
							empty="None. Every request to this GatePay is listed here, with why it was refused."
						>
							{requests.map((request) => (
								<Request key={request.number} request={request} />
							))}
						</List>
					),
				},
				{
					title: 'Notifications',
					count: counts.notifications,
					panel: (
						<List
							name="Notifications"
							empty="None sent yet. GatePay notifies when a refund has succeeded or failed, once it has a notification URL."
						>
							{notifications.map((notification) => (
								<li key={notification.key}>
									<p class="headline">
										<strong>{notification.bizStatus}</strong>
										<Chip text={answerTo(notification)} tone={notification.acknowledged ? 'good' : 'bad'} />
										<Time at={notification.at} />
									</p>
									<p>
										About {aboutOf(notification)}, sent to <code>{notification.url}</code>
										{notification.text && (
											<>
												, answered <code>{notification.text}</code>
											</>
										)}
									</p>
								</li>
							))}
						</List>
					),
				},
				{
					title: 'Orders',
					panel: (
						<>
							<List name="Orders">
								{orders
									.filter(({ refusedWith }) => !refusedWith)
									.map((order) => (
										<Order key={order.version + order.prepayId} order={order} />
									))}
							</List>
							<details>
								<summary>Orders whose refund is refused with a certain code</summary>
								<List name="Refused orders">
									{refused.map((order) => (
										<Order key={order.version + order.prepayId} order={order} />
									))}
								</List>
							</details>
						</>
					),
				},
				{
					title: 'Account',
					panel: (
						<>
							<p>Refunds are paid from this account. A refund above the balance is refused with 400605.</p>
							<div class="balances">
								{balances.map(({ currency, available }) => (
									<Field
										key={currency}
										label={currency}
										value={available}
										saveLabel={`Save the balance in ${currency}`}
										save={(text) => perform('setBalance', { currency, available: text })}
									/>
								))}
							</div>
							<h2>
								Ledger <span class="count">{counts.ledger}</span>
							</h2>
							<p>
								An order brings money in. A refund is a row below 0; if its money comes back, a row above 0
								follows.
							</p>
							<List name="Ledger">
								{ledger.map((row) => (
									<li key={row.key}>
										<p class="headline">
											<strong>
												{row.payAmount} {row.currency}
											</strong>
											<code>{row.financialType}</code>
											<code>{row.orderId}</code>
											<Time at={row.transactTime} withDate />
										</p>
									</li>
								))}
							</List>
						</>
					),
				},
			]}
		/>
	);
}

const TONE = { accepted: 'open', processing: 'open', succeeded: 'good', rejected: 'bad' } as const;

function Refund({ refund }: { refund: PageState['refunds'][number] }) {
	const { refundRequestId, state, timesPaid, version, refundGateId } = refund;
	const isOpen = TONE[state] === 'open';
	const label = (what: string) => `${what} for refund ${refundRequestId}`;
	const fields = { refund: refundGateId };
	return (
		<li>
			<p class="headline">
				<strong>
					{refund.refundAmount} {refund.currency}
				</strong>
				<Chip text={REFUND_STATE[state]} tone={TONE[state]} />
				<Chip text={paidSoOften(timesPaid)} tone={timesPaid > 1 ? 'bad' : undefined} />
				<Time at={refund.madeAt} />
			</p>
			<p>
				<Copied text={refundRequestId} name="refund request ID" />
			</p>
			<p>
				{version.toUpperCase()} order <code>{refund.prepayId}</code> (<code>{refund.merchantTradeNo}</code>)
				to {refund.destination}
				{refund.reason && `, because: ${refund.reason}`}
				{refund.failReason && `. Failed: ${refund.failReason}`}
			</p>
			<p class="buttons">
				<Act name="finishRefund" fields={fields} label={label('Finish')} isUsable={isOpen}>
					Finish
				</Act>
				<Act name="failRefund" fields={fields} label={label('Fail')} isUsable={isOpen}>
					Fail
				</Act>
				<Act name="sendNotification" fields={fields} label={label('Send notification')}>
					Send notification
				</Act>
			</p>
		</li>
	);
}

function Request({ request }: { request: PageState['requests'][number] }) {
	const { number, at, method, path, call, fault, refusal } = request;
	const [details, setDetails] = useState('');
	const load = async () => {
		if (details === '') setDetails(await requestDetails(number));
	};
	return (
		<li>
			<details onToggle={load}>
				<summary>
					<strong>{call ? CALL[call] : `${method} ${path}`}</strong> <Answered request={request} />{' '}
					<Time at={at} /> <span>{[fault && `Fault: ${fault}`, refusal].filter(Boolean).join(' · ')}</span>
				</summary>
				<pre tabIndex={0}>{`${method} ${path}\n${details}`}</pre>
			</details>
		</li>
	);
}

function Answered({
	request: { httpStatus, code, refusal, fault },
}: {
	request: PageState['requests'][number];
}) {
	if (httpStatus === 0)
		return fault ? <Chip text="no answer" tone="bad" /> : <Chip text="under way" tone="open" />;
	if (refusal && code === REFUND_NOT_FOUND) return <Chip text={`not found, ${code}`} />;
	if (refusal && code) return <Chip text={`refused, ${code}`} tone="bad" />;
	return <Chip text={`HTTP ${httpStatus}`} tone={httpStatus === 200 && !fault ? 'good' : 'bad'} />;
}

function Order({ order }: { order: PageState['orders'][number] }) {
	const { prepayId, merchantTradeNo, version, status, orderAmount, currency, payAmount, payCurrency } = order;
	const isPaid = status === 'PAID';
	return (
		<li>
			<p class="headline">
				<Copied text={prepayId} name="prepay ID" />
				<span>
					{version.toUpperCase()}, {orderAmount} {currency}
					{payCurrency !== currency && `, paid as ${payAmount} ${payCurrency}`}
				</span>
				<Chip
					text={
						order.refusedWith
							? `refused with ${order.refusedWith}`
							: isPaid
								? `${order.left} left`
								: status.toLowerCase()
					}
				/>
				<Time at={order.createTime} withDate />
			</p>
			<p>
				<Copied text={merchantTradeNo} name="trade number" />
				{order.refundsEnd === 'rejected' && ' Its refunds fail.'}
				{order.refundsEnd === 'never' && ' Its refunds stay open until you end them.'}
			</p>
		</li>
	);
}
