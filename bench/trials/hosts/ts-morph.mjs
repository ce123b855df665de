// The ts-morph entry on all files of a folder: prints the ledger, saves nothing. Without ENTRY, the
// project alone with its types.
//
//   node ts-morph.mjs TS-MORPH FOLDER [ENTRY]
import { pathToFileURL } from 'node:url';

const [tsMorph, folder, entry] = process.argv.slice(2);
const { Project } = (await import(pathToFileURL(tsMorph).href)).default;
const { addConnector } = entry ? await import(pathToFileURL(entry).href) : {};
const project = new Project({
  compilerOptions: { allowJs: true, types: [] },
  skipFileDependencyResolution: true,
});
project.addSourceFilesAtPaths(`${folder}/**/*.{ts,tsx,mts,cts,js,mjs,cjs,jsx}`);
if (!addConnector) project.getPreEmitDiagnostics();
process.stdout.write(
  JSON.stringify(addConnector?.(project, { propagate: true }) ?? { entries: [] }),
);
