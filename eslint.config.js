import eslintPlugin from 'eslint-plugin-eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist/**', 'fixtures/**', 'coverage/**'] },
  tseslint.configs.strict,
  tseslint.configs.stylistic,
  {
    files: ['rules/*.ts', 'src/eslint/create-rule.ts'],
    plugins: { 'eslint-plugin': eslintPlugin },
    rules: {
      'eslint-plugin/prefer-message-ids': 'error',
      'eslint-plugin/no-deprecated-report-api': 'error',
      'eslint-plugin/no-unused-placeholders': 'error',
      'eslint-plugin/no-missing-placeholders': 'error',
      'eslint-plugin/require-meta-schema': 'error',
      'eslint-plugin/require-meta-type': 'error',
    },
  },
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.cts'],
    rules: { '@typescript-eslint/no-require-imports': ['error', { allowAsImport: true }] },
  },
  {
    files: ['bench/**', 'scripts/**', 'test/cinder/**', 'test/hosts/**'],
    rules: { 'no-console': 'off' },
  },
);
