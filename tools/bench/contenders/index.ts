import { axiosClient } from './axiosClient';
import { builtInRecipe } from './builtInRecipe';
import type { Contender } from './contender';
import { gatePayRefund } from './gatePayRefund';
import { helperLoop } from './helperLoop';
import { uncheckedNode } from './uncheckedNode';

/** Every way to make refunds that is compared here. */
export const CONTENDERS = {
	axiosClient,
	helperLoop,
	uncheckedNode,
	builtInRecipe,
	gatePayRefund,
} satisfies Record<string, Contender>;

export type ContenderName = keyof typeof CONTENDERS;
