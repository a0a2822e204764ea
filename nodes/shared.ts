import type { NodeConnectionTypes } from 'n8n-workflow';

/** The name of the credential type, as workflows store it. */
export const CREDENTIAL = 'gatePayApi';

/** The connection that items flow along, as a value of our own: n8n exports `NodeConnectionTypes` only since 1.85. */
export const MAIN: typeof NodeConnectionTypes.Main = 'main';
