/** The name of the credential type, as workflows store it. */
export const CREDENTIAL = 'gatePayApi';
