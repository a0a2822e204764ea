import type { INodeParameterResourceLocator } from 'n8n-workflow';

import { exampleWorkflows } from '../../../tools/n8n/start/examples';
import { EXAMPLES, WORKFLOWS } from '../../support/example';

describe('what npm run n8n imports of the examples', () => {
	const workflows = exampleWorkflows();
	const ids = workflows.map(({ id }) => id);

	it('is every workflow, each under an ID of its own that n8n takes', () => {
		expect(ids).toEqual(expect.arrayContaining([...EXAMPLES, 'several-workers-caller']));
		expect(ids).toHaveLength(WORKFLOWS.length);
		expect(new Set(ids).size).toBe(ids.length);
		// As long as n8n's database column.
		expect(ids.filter((id) => id.length > 36)).toEqual([]);
	});

	it('lets each workflow that calls another one find it', () => {
		const called = workflows.flatMap(({ nodes }) =>
			(nodes as { type: string; parameters: { workflowId?: INodeParameterResourceLocator } }[])
				.filter(({ type }) => type === 'n8n-nodes-base.executeWorkflow')
				.map(({ parameters }) => parameters.workflowId?.value),
		);
		expect(called).toContain('several-workers');
		expect(called.filter((id) => !ids.includes(String(id)))).toEqual([]);
	});
});
