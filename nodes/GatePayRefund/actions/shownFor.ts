/** Which operations show a field. */
export const REFUND_OF_ORDER = { resource: ['refundV1', 'refundV2'], operation: ['create', 'preview'] };
export const REFUND_V1 = { resource: ['refundV1'], operation: ['create', 'preview'] };
export const REFUND_V2 = { resource: ['refundV2'], operation: ['create', 'preview'] };
export const REFUND_CREATE = { resource: ['refundV1', 'refundV2'], operation: ['create'] };
export const REFUND_PREVIEW = { resource: ['refundV1', 'refundV2'], operation: ['preview'] };
export const REFUND_GET = { resource: ['refundV1', 'refundV2'], operation: ['get'] };
export const ORDER_GET = { resource: ['order'], operation: ['get'] };
export const BALANCE_GET = { resource: ['balance'], operation: ['get'] };
export const HISTORY_GET_MANY = { resource: ['refundHistory'], operation: ['getMany'] };
