import { underTest, type NewestCore } from './underTest';

type Execution = InstanceType<NewestCore['WorkflowExecute']>;
type Run = Execution['run'];
type OlderRun = (
	workflow: Parameters<Run>[0]['workflow'],
	startNode: Parameters<Run>[0]['startNode'],
) => ReturnType<Run>;

const { run } = underTest.WorkflowExecute.prototype;

/** Older versions take the parts of a run one by one. */
const takesParts = run.length > 1;

class WorkflowExecuteOfParts extends underTest.WorkflowExecute {
	override run({ workflow, startNode }: Parameters<Run>[0]): ReturnType<Run> {
		return (run as unknown as OlderRun).call(this, workflow, startNode);
	}
}

export const WorkflowExecute = takesParts ? WorkflowExecuteOfParts : underTest.WorkflowExecute;
