/** What a worker asks the plan of its run. All but the file is the same for every file of a run. */
export interface PlanRequest {
  /** Absolute. */
  readonly file: string;
  /** What relative paths in the options are relative to. */
  readonly cwd: string;
  /** The value of `--parser`. */
  readonly parser: string;
  /** The content of the file that `--parser-config` names. */
  readonly parserConfig: unknown;
  readonly contract: string | undefined;
  readonly todo: boolean;
  readonly propagate: boolean;
}

/** What the plan has for one file. */
export interface PlannedFile {
  /** The text that was planned for. */
  readonly before: string;
  /** The text with its splices; absent where there are none. */
  readonly after?: string;
  /** The status of each site in it. */
  readonly statuses: readonly string[];
  /** The sites that are left to the user. */
  readonly left: readonly {
    readonly line: number;
    readonly column: number;
    readonly name: string;
    readonly status: string;
    readonly reason: string;
  }[];
}

/** `planned` is absent for a file that is no source of its project. */
export type PlanAnswer = { readonly planned?: PlannedFile } | { readonly error: string };
