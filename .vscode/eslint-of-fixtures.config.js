// ESLint on a fixture, for the debugger (launch.json): our rules as they are built, and nothing else.
import * as parser from '@typescript-eslint/parser';
import driverContract from '../dist/src/entries/python.js';

export default [
  // A fixture is a project of its own, not a part of this repository.
  { settings: { 'driver-contract': { root: process.cwd() } } },
  { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser } },
  ...driverContract.configs.recommended,
  ...driverContract.configs.python,
];
