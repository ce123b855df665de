import { describe, expect, it } from 'vitest';
import { parseContract } from '../../src/contract/load.js';
import { MoveWords } from '../../src/contract/move-words.js';
import { Vocabulary } from '../../src/contract/vocabulary.js';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';

const words = new MoveWords(volumeDriverContract.moves);
const vocabulary = new Vocabulary(volumeDriverContract.creation);

describe('what the default contract says of a name when a creation moves', () => {
  it.each<[name: string, said: readonly string[]]>([
    ['uuid4', ['isFresh']],
    ['generate_password', ['isFresh', 'isSecret']],
    ['_get_next_free_lun', ['isFresh']],
    ['chapSecret', ['isSecret']],
    ['add_fc_zone', ['isKept']],
    ['fczm_utils.add_fc_zone', ['isKept']],
    ['_rollback_mapping', ['isRemoval']],
    ['withHostLock', ['isLock']],
    ['synchronized', ['isLock']],
    ['volume_is_mapped', ['isRead']],
    ['mapLun', []],
    ['timeout', []],
    ['get_lun', []],
  ])('%s: %j', (name, said) => {
    const asked = ['isRead', 'isFresh', 'isSecret', 'isKept', 'isRemoval', 'isLock'] as const;
    expect(asked.filter((question) => words[question](name))).toEqual(said);
  });

  it.each<[name: string, reads: boolean, undoes: boolean]>([
    ['_find_mapped_lun_igroup', true, false],
    ['getOrCreateHost', false, false],
    ['find_and_map', false, false],
    ['_do_terminate_connection', false, true],
    ['removeHost', false, true],
    ['mapLun', false, false],
  ])('%s: reads %s, undoes %s', (name, reads, undoes) => {
    expect([vocabulary.reads(name), vocabulary.undoes(name)]).toEqual([reads, undoes]);
  });

  it.each([
    ['initializeConnection', 'createExport', 'terminateConnection'],
    ['initialize_connection', 'createExport', 'terminateConnection'],
    ['initialize_connection_snapshot', 'createExportSnapshot', 'terminateConnectionSnapshot'],
  ])('%s belongs to %s and %s', (name, creates, terminates) => {
    expect(words.pairOf(name)).toMatchObject({ creates, terminates });
  });

  it('knows no pair of another method, and nothing without a contract', () => {
    expect(words.pairOf('createVolume')).toBeUndefined();
    expect(new MoveWords().isKept('add_fc_zone')).toBe(false);
  });
});

describe('moves of a contract of one’s own', () => {
  it('joins its words with those of the contract that it extends', () => {
    const { moves } = parseContract(
      { extends: 'volume-driver', moves: { keeps: ['joinFabric*'] } },
      'driver-contract.json',
    );
    expect(new MoveWords(moves).isKept('join_fabric_once')).toBe(true);
    expect(new MoveWords(moves).isKept('add_fc_zone')).toBe(true);
  });

  it('says which key is wrong', () => {
    expect(() =>
      parseContract(
        { extends: 'volume-driver', moves: { pairs: [{ creates: 'a' }] } },
        'driver-contract.json',
      ),
    ).toThrow('"moves.pairs.0" lacks "initializes". Add it.');
  });
});
