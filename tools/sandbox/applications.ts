import type { AccountType } from '../../gatepay/api/account';

/** One application in GatePay's console: what signs requests, and where notifications go. */
export interface Application {
	readonly accountType: AccountType;
	readonly clientId: string;
	readonly secret: string;
	readonly onBehalfOf?: string;
	/** The one address that gets every notification of this application; none are sent without it. */
	callbackUrl?: string;
}

/** What to enter into n8n's GatePay API credential. */
export type Credential = Omit<Application, 'callbackUrl'> & { readonly baseUrl: string };

/** One application of each account type. */
export type Applications = Record<AccountType, Application>;

/** The accounts that institution requests may act for, unless a test sets others. */
export const INITIAL_ACCOUNTS = ['sub-account-1', 'sub-account-2'] as const;

export function newApplications(): Applications {
	return {
		institution: {
			accountType: 'institution',
			clientId: 'sandbox-institution-client',
			secret: 'fake-secret-for-the-sandbox-only',
			onBehalfOf: INITIAL_ACCOUNTS[0],
		},
		merchant: {
			accountType: 'merchant',
			clientId: 'sandbox-merchant-client',
			secret: 'another-fake-secret-for-the-sandbox-only',
		},
	};
}
