import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives n8n's engine a folder of its own until this process ends, and silences its log. It would otherwise use the user's
 * own n8n folder: write a key into it, or stop at a key there that is not `N8N_ENCRYPTION_KEY` (`InstanceSettings`).
 */
export default function useOwnN8nFolder(): void {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-gatepay-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	// With a key in it, processes that share the folder only read it.
	mkdirSync(join(folder, '.n8n'));
	writeFileSync(join(folder, '.n8n', 'config'), '{"encryptionKey":"fake-key"}', { mode: 0o600 });
	delete process.env.N8N_ENCRYPTION_KEY;
	process.env.N8N_USER_FOLDER = folder;
	process.env.N8N_LOG_LEVEL = 'silent';
}
