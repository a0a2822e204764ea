import type { AccountType } from '../../gatepay/api/account';
import type { ApiVersion } from '../../gatepay/api/calls';
import type { RefundRequest } from './refundRequest';

export type RefundState = 'accepted' | 'processing' | 'succeeded' | 'rejected';

/** A refund that GatePay has taken on. */
export interface Refund {
	readonly version: ApiVersion;
	readonly refundRequestId: string;
	/** GatePay's own ID, above 2^53. */
	readonly refundGateId: string;
	readonly prepayId: string;
	readonly refundAmount: string;
	readonly currency: string;
	/** Where the money goes, such as `original route`, `Gate UID 10002` or `TRX T… memo 7`. */
	readonly destination: string;
	/** Everything that was asked for. */
	readonly request: RefundRequest;
	/** The application that asked. */
	readonly accountType: AccountType;
	readonly madeAt: number;
	state: RefundState;
	changedAt: number;
	/** Why it was rejected. */
	failReason: string;
}

/** What the store needs to know of the rest. */
export interface RefundClock {
	now(): number;
	/** Milliseconds after which an accepted refund succeeds on its own. */
	finishAfter(): number | undefined;
	/** Makes the refunds that were to be made late, as far as they are due. */
	makeDueRefunds(): void;
	/** Called when a refund was made, and after each change of its state. */
	changed(refund: Refund): void;
}

/** V2's is the one in the example of GatePay's documentation. No two refunds share one: the ledger tells them apart by it. */
const FIRST_GATE_ID: Readonly<Record<ApiVersion, bigint>> = {
	v1: 1891045981847818240n,
	v2: 1991045981847818240n,
};

/** Refunds, in the order in which they were made. One ID has several only if repeated IDs are paid again. */
export class RefundStore {
	private gateIds = { ...FIRST_GATE_ID };
	private readonly inOrder: Refund[] = [];
	private readonly byId = new Map<string, Refund[]>();
	private readonly byOrder = new Map<string, Refund[]>();

	constructor(private readonly clock: RefundClock) {}

	get all(): Refund[] {
		this.clock.makeDueRefunds();
		return this.inOrder.map((refund) => this.upToDate(refund));
	}

	add(refund: Refund): void {
		this.inOrder.push(refund);
		push(this.byId, refund.refundRequestId, refund);
		push(this.byOrder, `${refund.version} ${refund.prepayId}`, refund);
		this.clock.changed(refund);
	}

	/** Counts up for each version, so that the first V2 refund has the ID of the documentation's example. */
	nextGateId(version: ApiVersion): string {
		const id = this.gateIds[version];
		this.gateIds[version] += 1n;
		return String(id);
	}

	/** The first refund with this ID, or the first one of this version. */
	get(refundRequestId: string, version?: ApiVersion): Refund | undefined {
		return this.withId(refundRequestId).find((refund) => !version || refund.version === version);
	}

	withId(refundRequestId: string): Refund[] {
		this.clock.makeDueRefunds();
		return (this.byId.get(refundRequestId) ?? []).map((refund) => this.upToDate(refund));
	}

	ofOrder(prepayId: string, version: ApiVersion): readonly Refund[] {
		this.clock.makeDueRefunds();
		return this.byOrder.get(`${version} ${prepayId}`) ?? [];
	}

	/** accepted → processing; all refunds with this ID, or the given one */
	start(which: string | Refund): void {
		this.moveAll(which, 'processing');
	}

	/** → succeeded */
	finish(which: string | Refund): void {
		this.moveAll(which, 'succeeded');
	}

	/** → rejected: the money stays with the merchant, and the ledger no longer lists it. */
	reject(which: string | Refund, reason = 'rejected in the sandbox'): void {
		this.moveAll(which, 'rejected', reason);
	}

	clear(): void {
		this.gateIds = { ...FIRST_GATE_ID };
		this.inOrder.length = 0;
		this.byId.clear();
		this.byOrder.clear();
	}

	private moveAll(which: string | Refund, state: RefundState, failReason = ''): void {
		const refunds = typeof which === 'string' ? this.withId(which) : [which];
		if (refunds.length === 0) throw new Error(`The sandbox has no refund ${which}`);
		for (const refund of refunds) this.move(refund, state, failReason);
	}

	private move(refund: Refund, state: RefundState, failReason = ''): void {
		if (refund.state === state) return;
		Object.assign(refund, { state, failReason, changedAt: this.clock.now() });
		this.clock.changed(refund);
	}

	private upToDate(refund: Refund): Refund {
		const finishAfter = this.clock.finishAfter();
		const isOpen = refund.state === 'accepted' || refund.state === 'processing';
		if (isOpen && finishAfter !== undefined && this.clock.now() >= refund.madeAt + finishAfter) {
			this.move(refund, 'succeeded');
		}
		return refund;
	}
}

function push(map: Map<string, Refund[]>, key: string, refund: Refund): void {
	const present = map.get(key);
	if (present) present.push(refund);
	else map.set(key, [refund]);
}
