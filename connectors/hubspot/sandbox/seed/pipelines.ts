import { pipelineShapes } from '../../../../src/sandbox-kit/index.ts';

export interface Stage {
  readonly id: string;
  readonly label: string;
  readonly displayOrder: number;
  readonly isClosed: boolean;
  /** From 0 to 1. */
  readonly probability: number;
  /** Absent for a stage that was made with its pipeline. */
  readonly createdMs?: number | undefined;
}

export interface Pipeline {
  readonly id: string;
  readonly label: string;
  readonly displayOrder: number;
  readonly archived: boolean;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly stages: readonly Stage[];
}

/** A stage that deals still name although no pipeline has it any more. */
export const deletedStage = 'gone_stage_1';

// The default pipeline of every account: https://knowledge.hubspot.com/object-settings/set-up-and-customize-pipelines (2026-11-22).
const defaultStages: readonly (readonly [id: string, label: string, probability: number])[] = [
  ['appointmentscheduled', 'Appointment Scheduled', 0.2],
  ['qualifiedtobuy', 'Qualified To Buy', 0.4],
  ['presentationscheduled', 'Presentation Scheduled', 0.6],
  ['decisionmakerboughtin', 'Decision Maker Bought-In', 0.8],
  ['contractsent', 'Contract Sent', 0.9],
  ['closedwon', 'Closed Won', 1],
  ['closedlost', 'Closed Lost', 0],
];

/** Ids of the custom pipelines: numbers, and a UUID as older portals have them. */
const customIds: Readonly<Record<number, { readonly pipeline: string; readonly stages: readonly string[] }>> =
  {
    1: {
      pipeline: '77120045',
      stages: ['190277427', '190277428', '14fa7db3-1c82-4562-8603-90d7920140a1', '190277431', '190277432'],
    },
    2: { pipeline: '64003311', stages: ['88100211', '88100212', '88100213', '88100214'] },
  };

/** The pipelines of the account, in the order of the kit's shapes. */
export function initialPipelines(createdMs: number): Pipeline[] {
  return pipelineShapes.map((shape, position) => {
    const ids = customIds[position];
    const stages =
      ids === undefined
        ? defaultStages
        : [
            ...shape.stages.map(
              (stage, at) => [ids.stages[at] ?? '', stage.name, stage.probability] as const,
            ),
            [ids.stages[shape.stages.length] ?? '', 'Signed', 1] as const,
            [ids.stages[shape.stages.length + 1] ?? '', 'Not signed', 0] as const,
          ];
    const bornMs = position === 0 ? 0 : createdMs;
    return {
      id: ids?.pipeline ?? 'default',
      label: position === 0 ? 'Sales Pipeline' : shape.name,
      displayOrder: position,
      archived: shape.archived,
      createdMs: bornMs,
      updatedMs: bornMs,
      stages: stages.map(([id, label, probability], at) => ({
        id,
        label,
        displayOrder: at,
        isClosed: at >= stages.length - 2,
        probability,
      })),
    };
  });
}

/** Finds a stage by id; ids are unique within an account. */
export function findStage(
  pipelines: readonly Pipeline[],
  stageId: string | undefined,
): { readonly pipeline: Pipeline; readonly stage: Stage } | undefined {
  for (const pipeline of pipelines) {
    const stage = pipeline.stages.find(({ id }) => id === stageId);
    if (stage !== undefined) return { pipeline, stage };
  }
  return undefined;
}

/** The stage's part of property names: only letters, digits and underscores, with a suffix where that changed it. */
export function stagePropertyPart(stageId: string): string {
  const plain = stageId.replaceAll(/[^a-z0-9_]/g, '_');
  return plain === stageId ? plain : `${plain}_1886020381`;
}
