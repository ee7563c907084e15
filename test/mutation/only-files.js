/** Of the files of tests, those that jest-by-file.mjs has chosen for a mutant. */
module.exports = (paths) => {
  const files = JSON.parse(process.env.MUTATION_TEST_FILES ?? 'null');
  return { filtered: files === null ? paths : paths.filter((path) => files.includes(path)) };
};
