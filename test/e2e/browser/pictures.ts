import { join } from 'node:path';

import { LOCAL, PROJECT } from '../../../tools/n8n/folders';

/**
 * Where a picture that the README shows goes: to its place with `UPDATE_PICTURES=1`, else aside, so that a run of the
 * tests changes no file of the project.
 */
export function picturePath(name: string): string {
	const folder = process.env.UPDATE_PICTURES ? join(PROJECT, 'docs', 'pictures') : join(LOCAL, 'pictures');
	return join(folder, `${name}.png`);
}
