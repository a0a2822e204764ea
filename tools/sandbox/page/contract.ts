import type { AccountType } from '../../../gatepay/api/account';
import type { ApiVersion, Call } from '../../../gatepay/api/endpoints';
import type { Settings } from '../gateway';
import type { RefundState } from '../refunds';

/**
 * What the page shows, as JSON. Lists that grow hold their newest entries, the newest first; times are Unix
 * milliseconds.
 */
export interface PageState {
	applications: ShownApplication[];
	repeatedIds: Settings['repeatedIds'];
	/** null: refunds finish only when told to. */
	finishAfter: number | null;
	faults: ShownFault[];
	refunds: ShownRefund[];
	notifications: ShownNotification[];
	requests: ShownRequest[];
	/** How many there are, shown or not. */
	counts: Record<'refunds' | 'notifications' | 'requests', number>;
	orders: ShownOrder[];
}

/** `key` tells an entry from the others of its list, for as long as it is there. */
export interface Keyed {
	key: string;
}

/** What to enter into n8n's credential, and where notifications go. `key` is the account type. */
export interface ShownApplication extends Keyed {
	key: AccountType;
	clientId: string;
	secret: string;
	onBehalfOf: string | null;
	baseUrl: string;
	/** Empty: none are sent. */
	notificationUrl: string;
}

/** A fault that can be switched on. */
export interface ShownFault extends Keyed {
	group: FaultGroup;
	label: string;
	strikes: Strikes | 'never';
}

/** Which requests a fault is for: those that make a refund, ask about one, or look up an order. */
export type FaultGroup = 'create' | 'query' | 'order';

export type Strikes = 'once' | 'always';

export interface ShownRefund extends Keyed {
	refundRequestId: string;
	version: ApiVersion;
	prepayId: string;
	amount: string;
	currency: string;
	destination: string;
	reason: string;
	accountType: AccountType;
	madeAt: number;
	state: RefundState;
	failReason: string;
	/** How often the money for this refund request ID was paid. */
	timesPaid: number;
}

export interface ShownNotification extends Keyed {
	refundRequestId: string;
	bizStatus: string;
	url: string;
	at: number;
	/** 0 where no answer came. */
	httpStatus: number;
	text: string;
	acknowledged: boolean;
}

export interface ShownRequest extends Keyed {
	at: number;
	method: string;
	/** With its query. */
	path: string;
	call: Call | null;
	/** 0 where no answer was sent: not yet, or never. */
	httpStatus: number;
	code: string | null;
	/** Why it was refused. */
	refusal: string | null;
	/** The fault that struck it, in words. */
	fault: string | null;
	/** Name and value, without secrets. */
	headers: [string, string][];
	/** As it came, without secrets. */
	body: string;
}

export interface ShownOrder extends Keyed {
	version: ApiVersion;
	prepayId: string;
	merchantTradeNo: string;
	status: string;
	amount: string;
	currency: string;
	/** What it was paid with, where that is another currency. */
	paid: string | null;
	/** What can still be refunded, in the order's currency. */
	left: string;
	/** The code that every refund of it is refused with. */
	refusedWith: string | null;
}

/** What can be done on the page: the name is the last part of the path, the fields are the JSON that is sent. */
export interface Actions {
	finishRefund: { refund: string };
	failRefund: { refund: string };
	sendNotification: { refund: string };
	setFault: { fault: string; strikes: Strikes | 'never' };
	setRepeatedIds: { repeatedIds: Settings['repeatedIds'] };
	setFinishAfter: { finishAfter: number | null };
	setNotificationUrl: { accountType: AccountType; url: string };
	startAfresh: Record<string, never>;
}

/** What an action answers: a sentence about what was done, or why it wasn't. */
export type ActionAnswer = { done: string } | { problem: string };
