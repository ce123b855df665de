// Written by scripts/python-node-types.mjs from tree-sitter-python's node-types.json; change that.
import type { PythonNodeBase } from './nodes.js';

/** The nodes of a Python file, by type. */
export interface PythonNodeMap {
  aliased_import: PythonNodeBase<'aliased_import'> & {
    readonly alias: Of<'identifier'>;
    readonly name: Of<'dotted_name'>;
    readonly children: readonly [];
  };
  argument_list: PythonNodeBase<'argument_list'> & {
    readonly children: readonly Of<
      | 'dictionary_splat'
      | ExpressionType
      | 'keyword_argument'
      | 'list_splat'
      | 'parenthesized_expression'
    >[];
  };
  as_pattern: PythonNodeBase<'as_pattern'> & {
    readonly alias: Of<'as_pattern_target'> | undefined;
    readonly children: readonly Of<'case_pattern' | ExpressionType | 'identifier'>[];
  };
  assert_statement: PythonNodeBase<'assert_statement'> & {
    readonly children: readonly Of<ExpressionType>[];
  };
  assignment: PythonNodeBase<'assignment'> & {
    readonly left: Of<PatternType | 'pattern_list'>;
    readonly right:
      | Of<
          | 'assignment'
          | 'augmented_assignment'
          | ExpressionType
          | 'expression_list'
          | 'pattern_list'
          | 'yield'
        >
      | undefined;
    readonly annotation: Of<'type'> | undefined;
    readonly children: readonly [];
  };
  attribute: PythonNodeBase<'attribute'> & {
    readonly attribute: Of<'identifier'>;
    readonly object: Of<PrimaryExpressionType>;
    readonly children: readonly [];
  };
  augmented_assignment: PythonNodeBase<'augmented_assignment'> & {
    readonly left: Of<PatternType | 'pattern_list'>;
    readonly operator:
      '%=' | '&=' | '**=' | '*=' | '+=' | '-=' | '//=' | '/=' | '<<=' | '>>=' | '@=' | '^=' | '|=';
    readonly right: Of<
      | 'assignment'
      | 'augmented_assignment'
      | ExpressionType
      | 'expression_list'
      | 'pattern_list'
      | 'yield'
    >;
    readonly children: readonly [];
  };
  await: PythonNodeBase<'await'> & { readonly children: readonly Of<PrimaryExpressionType>[] };
  binary_operator: PythonNodeBase<'binary_operator'> & {
    readonly left: Of<PrimaryExpressionType>;
    readonly operator:
      '%' | '&' | '*' | '**' | '+' | '-' | '/' | '//' | '<<' | '>>' | '@' | '^' | '|';
    readonly right: Of<PrimaryExpressionType>;
    readonly children: readonly [];
  };
  block: PythonNodeBase<'block'> & {
    readonly alternative: readonly Of<'case_clause'>[];
    readonly children: readonly Of<CompoundStatementType | SimpleStatementType>[];
  };
  boolean_operator: PythonNodeBase<'boolean_operator'> & {
    readonly left: Of<ExpressionType>;
    readonly operator: 'and' | 'or';
    readonly right: Of<ExpressionType>;
    readonly children: readonly [];
  };
  break_statement: PythonNodeBase<'break_statement'> & { readonly children: readonly [] };
  call: PythonNodeBase<'call'> & {
    readonly arguments: Of<'argument_list' | 'generator_expression'>;
    readonly function: Of<PrimaryExpressionType>;
    readonly children: readonly [];
  };
  case_clause: PythonNodeBase<'case_clause'> & {
    readonly consequence: Of<'block'>;
    readonly guard: Of<'if_clause'> | undefined;
    readonly children: readonly Of<'case_pattern'>[];
  };
  case_pattern: PythonNodeBase<'case_pattern'> & {
    readonly children: readonly Of<
      | 'as_pattern'
      | 'class_pattern'
      | 'complex_pattern'
      | 'concatenated_string'
      | 'dict_pattern'
      | 'dotted_name'
      | 'false'
      | 'float'
      | 'integer'
      | 'keyword_pattern'
      | 'list_pattern'
      | 'none'
      | 'splat_pattern'
      | 'string'
      | 'true'
      | 'tuple_pattern'
      | 'union_pattern'
    >[];
  };
  chevron: PythonNodeBase<'chevron'> & { readonly children: readonly Of<ExpressionType>[] };
  class_definition: PythonNodeBase<'class_definition'> & {
    readonly body: Of<'block'>;
    readonly name: Of<'identifier'>;
    readonly superclasses: Of<'argument_list'> | undefined;
    readonly type_parameters: Of<'type_parameter'> | undefined;
    readonly children: readonly [];
  };
  class_pattern: PythonNodeBase<'class_pattern'> & {
    readonly children: readonly Of<'case_pattern' | 'dotted_name'>[];
  };
  comparison_operator: PythonNodeBase<'comparison_operator'> & {
    readonly operators: readonly (
      '!=' | '<' | '<=' | '<>' | '==' | '>' | '>=' | 'in' | 'is' | 'is not' | 'not in'
    )[];
    readonly children: readonly Of<PrimaryExpressionType>[];
  };
  complex_pattern: PythonNodeBase<'complex_pattern'> & {
    readonly children: readonly Of<'float' | 'integer'>[];
  };
  concatenated_string: PythonNodeBase<'concatenated_string'> & {
    readonly children: readonly Of<'string'>[];
  };
  conditional_expression: PythonNodeBase<'conditional_expression'> & {
    readonly children: readonly Of<ExpressionType>[];
  };
  constrained_type: PythonNodeBase<'constrained_type'> & {
    readonly children: readonly Of<'type'>[];
  };
  continue_statement: PythonNodeBase<'continue_statement'> & { readonly children: readonly [] };
  decorated_definition: PythonNodeBase<'decorated_definition'> & {
    readonly definition: Of<'class_definition' | 'function_definition'>;
    readonly children: readonly Of<'decorator'>[];
  };
  decorator: PythonNodeBase<'decorator'> & { readonly children: readonly Of<ExpressionType>[] };
  default_parameter: PythonNodeBase<'default_parameter'> & {
    readonly name: Of<'identifier' | 'tuple_pattern'>;
    readonly value: Of<ExpressionType>;
    readonly children: readonly [];
  };
  delete_statement: PythonNodeBase<'delete_statement'> & {
    readonly children: readonly Of<ExpressionType | 'expression_list'>[];
  };
  dict_pattern: PythonNodeBase<'dict_pattern'> & {
    readonly key: readonly Of<
      | 'class_pattern'
      | 'complex_pattern'
      | 'concatenated_string'
      | 'dict_pattern'
      | 'dotted_name'
      | 'false'
      | 'float'
      | 'integer'
      | 'list_pattern'
      | 'none'
      | 'splat_pattern'
      | 'string'
      | 'true'
      | 'tuple_pattern'
      | 'union_pattern'
    >[];
    readonly value: readonly Of<'case_pattern'>[];
    readonly children: readonly Of<'splat_pattern'>[];
  };
  dictionary: PythonNodeBase<'dictionary'> & {
    readonly children: readonly Of<'dictionary_splat' | 'pair'>[];
  };
  dictionary_comprehension: PythonNodeBase<'dictionary_comprehension'> & {
    readonly body: Of<'pair'>;
    readonly children: readonly Of<'for_in_clause' | 'if_clause'>[];
  };
  dictionary_splat: PythonNodeBase<'dictionary_splat'> & {
    readonly children: readonly Of<ExpressionType>[];
  };
  dictionary_splat_pattern: PythonNodeBase<'dictionary_splat_pattern'> & {
    readonly children: readonly Of<'attribute' | 'identifier' | 'subscript'>[];
  };
  dotted_name: PythonNodeBase<'dotted_name'> & { readonly children: readonly Of<'identifier'>[] };
  elif_clause: PythonNodeBase<'elif_clause'> & {
    readonly condition: Of<ExpressionType>;
    readonly consequence: Of<'block'>;
    readonly children: readonly [];
  };
  else_clause: PythonNodeBase<'else_clause'> & {
    readonly body: Of<'block'>;
    readonly children: readonly [];
  };
  except_clause: PythonNodeBase<'except_clause'> & {
    readonly alias: Of<ExpressionType> | undefined;
    readonly value: readonly Of<ExpressionType>[];
    readonly children: readonly Of<'block'>[];
  };
  exec_statement: PythonNodeBase<'exec_statement'> & {
    readonly code: Of<'identifier' | 'string'>;
    readonly children: readonly Of<ExpressionType>[];
  };
  expression_list: PythonNodeBase<'expression_list'> & {
    readonly children: readonly Of<ExpressionType>[];
  };
  expression_statement: PythonNodeBase<'expression_statement'> & {
    readonly children: readonly Of<
      'assignment' | 'augmented_assignment' | ExpressionType | 'yield'
    >[];
  };
  finally_clause: PythonNodeBase<'finally_clause'> & { readonly children: readonly Of<'block'>[] };
  for_in_clause: PythonNodeBase<'for_in_clause'> & {
    readonly left: Of<PatternType | 'pattern_list'>;
    readonly right: readonly Of<ExpressionType>[];
    readonly async: boolean;
    readonly children: readonly [];
  };
  for_statement: PythonNodeBase<'for_statement'> & {
    readonly alternative: Of<'else_clause'> | undefined;
    readonly body: Of<'block'>;
    readonly left: Of<PatternType | 'pattern_list'>;
    readonly right: Of<ExpressionType | 'expression_list'>;
    readonly async: boolean;
    readonly children: readonly [];
  };
  format_expression: PythonNodeBase<'format_expression'> & {
    readonly expression: Of<ExpressionType | 'expression_list' | 'pattern_list' | 'yield'>;
    readonly format_specifier: Of<'format_specifier'> | undefined;
    readonly type_conversion: Of<'type_conversion'> | undefined;
    readonly children: readonly [];
  };
  format_specifier: PythonNodeBase<'format_specifier'> & {
    readonly children: readonly Of<'format_expression'>[];
  };
  function_definition: PythonNodeBase<'function_definition'> & {
    readonly body: Of<'block'>;
    readonly name: Of<'identifier'>;
    readonly parameters: Of<'parameters'>;
    readonly return_type: Of<'type'> | undefined;
    readonly type_parameters: Of<'type_parameter'> | undefined;
    readonly async: boolean;
    readonly children: readonly [];
  };
  future_import_statement: PythonNodeBase<'future_import_statement'> & {
    readonly name: readonly Of<'aliased_import' | 'dotted_name'>[];
    readonly children: readonly [];
  };
  generator_expression: PythonNodeBase<'generator_expression'> & {
    readonly body: Of<ExpressionType>;
    readonly children: readonly Of<'for_in_clause' | 'if_clause'>[];
  };
  generic_type: PythonNodeBase<'generic_type'> & {
    readonly children: readonly Of<'identifier' | 'type_parameter'>[];
  };
  global_statement: PythonNodeBase<'global_statement'> & {
    readonly children: readonly Of<'identifier'>[];
  };
  if_clause: PythonNodeBase<'if_clause'> & { readonly children: readonly Of<ExpressionType>[] };
  if_statement: PythonNodeBase<'if_statement'> & {
    readonly alternative: readonly Of<'elif_clause' | 'else_clause'>[];
    readonly condition: Of<ExpressionType>;
    readonly consequence: Of<'block'>;
    readonly children: readonly [];
  };
  import_from_statement: PythonNodeBase<'import_from_statement'> & {
    readonly module_name: Of<'dotted_name' | 'relative_import'>;
    readonly name: readonly Of<'aliased_import' | 'dotted_name'>[];
    readonly children: readonly Of<'wildcard_import'>[];
  };
  import_prefix: PythonNodeBase<'import_prefix'> & { readonly children: readonly [] };
  import_statement: PythonNodeBase<'import_statement'> & {
    readonly name: readonly Of<'aliased_import' | 'dotted_name'>[];
    readonly children: readonly [];
  };
  interpolation: PythonNodeBase<'interpolation'> & {
    readonly expression: Of<ExpressionType | 'expression_list' | 'pattern_list' | 'yield'>;
    readonly format_specifier: Of<'format_specifier'> | undefined;
    readonly type_conversion: Of<'type_conversion'> | undefined;
    readonly children: readonly [];
  };
  keyword_argument: PythonNodeBase<'keyword_argument'> & {
    readonly name: Of<'identifier'>;
    readonly value: Of<ExpressionType>;
    readonly children: readonly [];
  };
  keyword_pattern: PythonNodeBase<'keyword_pattern'> & {
    readonly children: readonly Of<
      | 'class_pattern'
      | 'complex_pattern'
      | 'concatenated_string'
      | 'dict_pattern'
      | 'dotted_name'
      | 'false'
      | 'float'
      | 'identifier'
      | 'integer'
      | 'list_pattern'
      | 'none'
      | 'splat_pattern'
      | 'string'
      | 'true'
      | 'tuple_pattern'
      | 'union_pattern'
    >[];
  };
  keyword_separator: PythonNodeBase<'keyword_separator'> & { readonly children: readonly [] };
  lambda: PythonNodeBase<'lambda'> & {
    readonly body: Of<ExpressionType>;
    readonly parameters: Of<'lambda_parameters'> | undefined;
    readonly children: readonly [];
  };
  lambda_parameters: PythonNodeBase<'lambda_parameters'> & {
    readonly children: readonly Of<ParameterType>[];
  };
  list: PythonNodeBase<'list'> & {
    readonly children: readonly Of<
      ExpressionType | 'list_splat' | 'parenthesized_list_splat' | 'yield'
    >[];
  };
  list_comprehension: PythonNodeBase<'list_comprehension'> & {
    readonly body: Of<ExpressionType>;
    readonly children: readonly Of<'for_in_clause' | 'if_clause'>[];
  };
  list_pattern: PythonNodeBase<'list_pattern'> & {
    readonly children: readonly Of<'case_pattern' | PatternType>[];
  };
  list_splat: PythonNodeBase<'list_splat'> & {
    readonly children: readonly Of<'attribute' | ExpressionType | 'identifier' | 'subscript'>[];
  };
  list_splat_pattern: PythonNodeBase<'list_splat_pattern'> & {
    readonly children: readonly Of<'attribute' | 'identifier' | 'subscript'>[];
  };
  match_statement: PythonNodeBase<'match_statement'> & {
    readonly body: Of<'block'>;
    readonly subject: readonly Of<ExpressionType>[];
    readonly children: readonly [];
  };
  member_type: PythonNodeBase<'member_type'> & {
    readonly children: readonly Of<'identifier' | 'type'>[];
  };
  Program: PythonNodeBase<'Program'> & {
    readonly children: readonly Of<CompoundStatementType | SimpleStatementType>[];
  };
  named_expression: PythonNodeBase<'named_expression'> & {
    readonly name: Of<'identifier'>;
    readonly value: Of<ExpressionType>;
    readonly children: readonly [];
  };
  nonlocal_statement: PythonNodeBase<'nonlocal_statement'> & {
    readonly children: readonly Of<'identifier'>[];
  };
  not_operator: PythonNodeBase<'not_operator'> & {
    readonly argument: Of<ExpressionType>;
    readonly children: readonly [];
  };
  pair: PythonNodeBase<'pair'> & {
    readonly key: Of<ExpressionType>;
    readonly value: Of<ExpressionType>;
    readonly children: readonly [];
  };
  parameters: PythonNodeBase<'parameters'> & { readonly children: readonly Of<ParameterType>[] };
  parenthesized_expression: PythonNodeBase<'parenthesized_expression'> & {
    readonly children: readonly Of<
      ExpressionType | 'list_splat' | 'parenthesized_expression' | 'yield'
    >[];
  };
  parenthesized_list_splat: PythonNodeBase<'parenthesized_list_splat'> & {
    readonly children: readonly Of<'list_splat' | 'parenthesized_expression'>[];
  };
  pass_statement: PythonNodeBase<'pass_statement'> & { readonly children: readonly [] };
  pattern_list: PythonNodeBase<'pattern_list'> & { readonly children: readonly Of<PatternType>[] };
  positional_separator: PythonNodeBase<'positional_separator'> & { readonly children: readonly [] };
  print_statement: PythonNodeBase<'print_statement'> & {
    readonly argument: readonly Of<ExpressionType>[];
    readonly children: readonly Of<'chevron'>[];
  };
  raise_statement: PythonNodeBase<'raise_statement'> & {
    readonly cause: Of<ExpressionType> | undefined;
    readonly children: readonly Of<ExpressionType | 'expression_list'>[];
  };
  relative_import: PythonNodeBase<'relative_import'> & {
    readonly children: readonly Of<'dotted_name' | 'import_prefix'>[];
  };
  return_statement: PythonNodeBase<'return_statement'> & {
    readonly children: readonly Of<ExpressionType | 'expression_list'>[];
  };
  set: PythonNodeBase<'set'> & {
    readonly children: readonly Of<
      ExpressionType | 'list_splat' | 'parenthesized_list_splat' | 'yield'
    >[];
  };
  set_comprehension: PythonNodeBase<'set_comprehension'> & {
    readonly body: Of<ExpressionType>;
    readonly children: readonly Of<'for_in_clause' | 'if_clause'>[];
  };
  slice: PythonNodeBase<'slice'> & { readonly children: readonly Of<ExpressionType>[] };
  splat_pattern: PythonNodeBase<'splat_pattern'> & {
    readonly children: readonly Of<'identifier'>[];
  };
  splat_type: PythonNodeBase<'splat_type'> & { readonly children: readonly Of<'identifier'>[] };
  string: PythonNodeBase<'string'> & {
    readonly children: readonly Of<
      'interpolation' | 'string_content' | 'string_end' | 'string_start'
    >[];
  };
  string_content: PythonNodeBase<'string_content'> & {
    readonly children: readonly Of<'escape_interpolation' | 'escape_sequence'>[];
  };
  subscript: PythonNodeBase<'subscript'> & {
    readonly subscript: readonly Of<ExpressionType | 'slice'>[];
    readonly value: Of<PrimaryExpressionType>;
    readonly children: readonly [];
  };
  try_statement: PythonNodeBase<'try_statement'> & {
    readonly body: Of<'block'>;
    readonly children: readonly Of<'else_clause' | 'except_clause' | 'finally_clause'>[];
  };
  tuple: PythonNodeBase<'tuple'> & {
    readonly children: readonly Of<
      ExpressionType | 'list_splat' | 'parenthesized_list_splat' | 'yield'
    >[];
  };
  tuple_pattern: PythonNodeBase<'tuple_pattern'> & {
    readonly children: readonly Of<'case_pattern' | PatternType>[];
  };
  type: PythonNodeBase<'type'> & {
    readonly children: readonly Of<
      | 'constrained_type'
      | ExpressionType
      | 'generic_type'
      | 'member_type'
      | 'splat_type'
      | 'union_type'
    >[];
  };
  type_alias_statement: PythonNodeBase<'type_alias_statement'> & {
    readonly left: Of<'type'>;
    readonly right: Of<'type'>;
    readonly children: readonly [];
  };
  type_parameter: PythonNodeBase<'type_parameter'> & { readonly children: readonly Of<'type'>[] };
  typed_default_parameter: PythonNodeBase<'typed_default_parameter'> & {
    readonly name: Of<'identifier'>;
    readonly annotation: Of<'type'>;
    readonly value: Of<ExpressionType>;
    readonly children: readonly [];
  };
  typed_parameter: PythonNodeBase<'typed_parameter'> & {
    readonly annotation: Of<'type'>;
    readonly children: readonly Of<
      'dictionary_splat_pattern' | 'identifier' | 'list_splat_pattern'
    >[];
  };
  unary_operator: PythonNodeBase<'unary_operator'> & {
    readonly argument: Of<PrimaryExpressionType>;
    readonly operator: '+' | '-' | '~';
    readonly children: readonly [];
  };
  union_pattern: PythonNodeBase<'union_pattern'> & {
    readonly children: readonly Of<
      | 'class_pattern'
      | 'complex_pattern'
      | 'concatenated_string'
      | 'dict_pattern'
      | 'dotted_name'
      | 'false'
      | 'float'
      | 'integer'
      | 'list_pattern'
      | 'none'
      | 'splat_pattern'
      | 'string'
      | 'true'
      | 'tuple_pattern'
      | 'union_pattern'
    >[];
  };
  union_type: PythonNodeBase<'union_type'> & { readonly children: readonly Of<'type'>[] };
  while_statement: PythonNodeBase<'while_statement'> & {
    readonly alternative: Of<'else_clause'> | undefined;
    readonly body: Of<'block'>;
    readonly condition: Of<ExpressionType>;
    readonly children: readonly [];
  };
  wildcard_import: PythonNodeBase<'wildcard_import'> & { readonly children: readonly [] };
  with_clause: PythonNodeBase<'with_clause'> & { readonly children: readonly Of<'with_item'>[] };
  with_item: PythonNodeBase<'with_item'> & {
    readonly value: Of<ExpressionType>;
    readonly children: readonly [];
  };
  with_statement: PythonNodeBase<'with_statement'> & {
    readonly body: Of<'block'>;
    readonly async: boolean;
    readonly children: readonly Of<'with_clause'>[];
  };
  yield: PythonNodeBase<'yield'> & {
    readonly children: readonly Of<ExpressionType | 'expression_list'>[];
  };
  ellipsis: PythonNodeBase<'ellipsis'> & { readonly children: readonly [] };
  escape_interpolation: PythonNodeBase<'escape_interpolation'> & { readonly children: readonly [] };
  escape_sequence: PythonNodeBase<'escape_sequence'> & { readonly children: readonly [] };
  false: PythonNodeBase<'false'> & { readonly children: readonly [] };
  float: PythonNodeBase<'float'> & { readonly children: readonly [] };
  identifier: PythonNodeBase<'identifier'> & { readonly children: readonly [] };
  integer: PythonNodeBase<'integer'> & { readonly children: readonly [] };
  none: PythonNodeBase<'none'> & { readonly children: readonly [] };
  string_end: PythonNodeBase<'string_end'> & { readonly children: readonly [] };
  string_start: PythonNodeBase<'string_start'> & { readonly children: readonly [] };
  true: PythonNodeBase<'true'> & { readonly children: readonly [] };
  type_conversion: PythonNodeBase<'type_conversion'> & { readonly children: readonly [] };
  as_pattern_target: PythonNodeBase<'as_pattern_target'> & {
    readonly children: readonly Of<ExpressionType>[];
  };
  ERROR: PythonNodeBase<'ERROR'> & { readonly children: readonly PythonNodeMap[PythonNodeType][] };
}

/** The types of node that rules can listen to. */
export type PythonNodeType = keyof PythonNodeMap;

type Of<T extends PythonNodeType> = PythonNodeMap[T];

type CompoundStatementType =
  | 'class_definition'
  | 'decorated_definition'
  | 'for_statement'
  | 'function_definition'
  | 'if_statement'
  | 'match_statement'
  | 'try_statement'
  | 'while_statement'
  | 'with_statement';
type SimpleStatementType =
  | 'assert_statement'
  | 'break_statement'
  | 'continue_statement'
  | 'delete_statement'
  | 'exec_statement'
  | 'expression_statement'
  | 'future_import_statement'
  | 'global_statement'
  | 'import_from_statement'
  | 'import_statement'
  | 'nonlocal_statement'
  | 'pass_statement'
  | 'print_statement'
  | 'raise_statement'
  | 'return_statement'
  | 'type_alias_statement';
type ExpressionType =
  | 'as_pattern'
  | 'boolean_operator'
  | 'comparison_operator'
  | 'conditional_expression'
  | 'lambda'
  | 'named_expression'
  | 'not_operator'
  | PrimaryExpressionType;
type ParameterType =
  | 'default_parameter'
  | 'dictionary_splat_pattern'
  | 'identifier'
  | 'keyword_separator'
  | 'list_splat_pattern'
  | 'positional_separator'
  | 'tuple_pattern'
  | 'typed_default_parameter'
  | 'typed_parameter';
type PatternType =
  | 'attribute'
  | 'identifier'
  | 'list_pattern'
  | 'list_splat_pattern'
  | 'subscript'
  | 'tuple_pattern';
type PrimaryExpressionType =
  | 'attribute'
  | 'await'
  | 'binary_operator'
  | 'call'
  | 'concatenated_string'
  | 'dictionary'
  | 'dictionary_comprehension'
  | 'ellipsis'
  | 'false'
  | 'float'
  | 'generator_expression'
  | 'identifier'
  | 'integer'
  | 'list'
  | 'list_comprehension'
  | 'list_splat'
  | 'none'
  | 'parenthesized_expression'
  | 'set'
  | 'set_comprehension'
  | 'string'
  | 'subscript'
  | 'true'
  | 'tuple'
  | 'unary_operator';

export type PythonExpression = Of<ExpressionType>;
export type PythonStatement = Of<SimpleStatementType | CompoundStatementType>;
export type PythonParameter = Of<ParameterType>;

/**
 * Whether a field holds a node or a word of the grammar, and whether it holds several; a flag says
 * whether a word is there.
 */
export type FieldKind = 'node' | 'nodes' | 'token' | 'tokens' | 'flag';

/** The fields of each type of node. What is in none of them is among its `children`. */
export const NODE_FIELDS: Readonly<Record<PythonNodeType, Readonly<Record<string, FieldKind>>>> = {
  aliased_import: { alias: 'node', name: 'node' },
  argument_list: {},
  as_pattern: { alias: 'node' },
  assert_statement: {},
  assignment: { left: 'node', right: 'node', annotation: 'node' },
  attribute: { attribute: 'node', object: 'node' },
  augmented_assignment: { left: 'node', operator: 'token', right: 'node' },
  await: {},
  binary_operator: { left: 'node', operator: 'token', right: 'node' },
  block: { alternative: 'nodes' },
  boolean_operator: { left: 'node', operator: 'token', right: 'node' },
  break_statement: {},
  call: { arguments: 'node', function: 'node' },
  case_clause: { consequence: 'node', guard: 'node' },
  case_pattern: {},
  chevron: {},
  class_definition: { body: 'node', name: 'node', superclasses: 'node', type_parameters: 'node' },
  class_pattern: {},
  comparison_operator: { operators: 'tokens' },
  complex_pattern: {},
  concatenated_string: {},
  conditional_expression: {},
  constrained_type: {},
  continue_statement: {},
  decorated_definition: { definition: 'node' },
  decorator: {},
  default_parameter: { name: 'node', value: 'node' },
  delete_statement: {},
  dict_pattern: { key: 'nodes', value: 'nodes' },
  dictionary: {},
  dictionary_comprehension: { body: 'node' },
  dictionary_splat: {},
  dictionary_splat_pattern: {},
  dotted_name: {},
  elif_clause: { condition: 'node', consequence: 'node' },
  else_clause: { body: 'node' },
  except_clause: { alias: 'node', value: 'nodes' },
  exec_statement: { code: 'node' },
  expression_list: {},
  expression_statement: {},
  finally_clause: {},
  for_in_clause: { left: 'node', right: 'nodes', async: 'flag' },
  for_statement: { alternative: 'node', body: 'node', left: 'node', right: 'node', async: 'flag' },
  format_expression: { expression: 'node', format_specifier: 'node', type_conversion: 'node' },
  format_specifier: {},
  function_definition: {
    body: 'node',
    name: 'node',
    parameters: 'node',
    return_type: 'node',
    type_parameters: 'node',
    async: 'flag',
  },
  future_import_statement: { name: 'nodes' },
  generator_expression: { body: 'node' },
  generic_type: {},
  global_statement: {},
  if_clause: {},
  if_statement: { alternative: 'nodes', condition: 'node', consequence: 'node' },
  import_from_statement: { module_name: 'node', name: 'nodes' },
  import_prefix: {},
  import_statement: { name: 'nodes' },
  interpolation: { expression: 'node', format_specifier: 'node', type_conversion: 'node' },
  keyword_argument: { name: 'node', value: 'node' },
  keyword_pattern: {},
  keyword_separator: {},
  lambda: { body: 'node', parameters: 'node' },
  lambda_parameters: {},
  list: {},
  list_comprehension: { body: 'node' },
  list_pattern: {},
  list_splat: {},
  list_splat_pattern: {},
  match_statement: { body: 'node', subject: 'nodes' },
  member_type: {},
  Program: {},
  named_expression: { name: 'node', value: 'node' },
  nonlocal_statement: {},
  not_operator: { argument: 'node' },
  pair: { key: 'node', value: 'node' },
  parameters: {},
  parenthesized_expression: {},
  parenthesized_list_splat: {},
  pass_statement: {},
  pattern_list: {},
  positional_separator: {},
  print_statement: { argument: 'nodes' },
  raise_statement: { cause: 'node' },
  relative_import: {},
  return_statement: {},
  set: {},
  set_comprehension: { body: 'node' },
  slice: {},
  splat_pattern: {},
  splat_type: {},
  string: {},
  string_content: {},
  subscript: { subscript: 'nodes', value: 'node' },
  try_statement: { body: 'node' },
  tuple: {},
  tuple_pattern: {},
  type: {},
  type_alias_statement: { left: 'node', right: 'node' },
  type_parameter: {},
  typed_default_parameter: { name: 'node', annotation: 'node', value: 'node' },
  typed_parameter: { annotation: 'node' },
  unary_operator: { argument: 'node', operator: 'token' },
  union_pattern: {},
  union_type: {},
  while_statement: { alternative: 'node', body: 'node', condition: 'node' },
  wildcard_import: {},
  with_clause: {},
  with_item: { value: 'node' },
  with_statement: { body: 'node', async: 'flag' },
  yield: {},
  ellipsis: {},
  escape_interpolation: {},
  escape_sequence: {},
  false: {},
  float: {},
  identifier: {},
  integer: {},
  none: {},
  string_end: {},
  string_start: {},
  true: {},
  type_conversion: {},
  as_pattern_target: {},
  ERROR: {},
};
