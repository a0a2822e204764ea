import { join } from 'node:path';

import { PROJECT } from '../n8n/folders';

/** Where a picture that the README shows lies. */
export function picturePath(name: string): string {
	return join(PROJECT, 'e2e', 'pictures', `${name}.png`);
}
