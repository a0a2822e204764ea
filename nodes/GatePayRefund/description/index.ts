import type { INodeProperties } from 'n8n-workflow';

import { additionalFields } from './additionalFields';
import { reasonAndDestination } from './destination';
import { options } from './options';
import { orderAndAmount } from './order';
import { orderGet } from './orderGet';
import { requestId } from './requestId';
import { operations, resource } from './resource';

/** The form, in the order in which it is shown. */
export const properties: INodeProperties[] = [
	resource,
	...operations,
	...orderGet,
	...orderAndAmount,
	...requestId,
	...reasonAndDestination,
	...additionalFields,
	...options,
];
