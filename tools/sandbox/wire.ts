/**
 * All that the sandbox takes from the package: GatePay's wire format. What GatePay does, it knows by itself, so that the
 * two can't agree on a mistake.
 */
export type { AccountType } from '../../gatepay/api/account';
export { isRecord } from '../../gatepay/api/answer';
export { CALLS, isInstitutionPath, routeOf, type ApiVersion, type Call } from '../../gatepay/api/calls';
export { HEADER, isSignedBy, sign } from '../../gatepay/api/signature';
export {
	fieldsOf,
	SECRET_REFUND_FIELDS,
	type JsonType,
	type REFUND_FIELDS,
} from '../../gatepay/refund/fields';
/** For the page alone, which finds a refund by the reference that GatePay never sees. */
export { refundRequestIdOf } from '../../gatepay/refund/requestId';
