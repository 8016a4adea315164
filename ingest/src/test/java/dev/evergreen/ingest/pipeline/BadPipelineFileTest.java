package dev.evergreen.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each bad file and the one line that a user reads. */
class BadPipelineFileTest {
    private static final String GOOD = "pipeline: p\nfeatures: [a]\nlabel: {name: c, classes: [x, y]}\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "search: {cv: {folds: 1}} | search.cv.folds: '1' is not allowed; allowed: 2 to 100",
                "search: {cv: {folds: five}} | search.cv.folds: 'five' is not allowed; allowed: a whole number",
                "search: {cv: {folds: \"5\"}} | search.cv.folds: '\"5\"' is not allowed; allowed: a whole number",
                "search: {cv: {folds: 99999999999}} | "
                        + "search.cv.folds: '99999999999' is not allowed; allowed: a whole number of at most ten digits",
                "search: {cv: {fold: 3}} | "
                        + "search.cv.fold: unknown key, perhaps 'folds' was meant; allowed: splitter, folds, embargo, "
                        + "group",
                "search: {cv: {splitter: groups}} | "
                        + "search.cv.splitter: 'groups' is not allowed; allowed: forward, stratified, plain, group",
                "search: {cv: {splitter: group}} | search.cv.group: missing; "
                        + "allowed: the name of a feature, with the splitter 'group' and no other",
                "search: {cv: {splitter: plain, group: a}} | search.cv.group: 'a' is not allowed; "
                        + "allowed: the name of a feature, with the splitter 'group' and no other",
                "search: {cv: {group: a}} | search.cv.group: 'a' is not allowed; "
                        + "allowed: the name of a feature, with the splitter 'group' and no other",
                "search: {cv: {splitter: group, group: b}} | "
                        + "search.cv.group: 'b' is not allowed; allowed: the name of a feature, perhaps 'a'",
                "search: {cv: {splitter: group, group: c}} | "
                        + "search.cv.group: 'c' is not allowed; allowed: the name of a feature, perhaps 'a'",
                "search: {cv: {splitter: group, group: [a]}} | "
                        + "search.cv.group: 'a list' is not allowed; allowed: a word",
                "search: {cv: {splitter: group, group: a, embargo: 1h}} | "
                        + "search.cv.embargo: 'PT1H' is not allowed; allowed: only with the splitter 'forward'",
                "search: {cv: {splitter: plain, embargo: auto}} | "
                        + "search.cv.embargo: 'auto' is not allowed; allowed: only with the splitter 'forward'",
                "search: {cv: {embargo: soon}} | "
                        + "search.cv.embargo: 'soon' is not allowed; allowed: a duration such as 500ms, 30s, 15m, 2h, 7d "
                        + "or 1h30m, at most 36500d; or auto, the delay of each row's label",
                "search: {cv: {embargo: [1h]}} | "
                        + "search.cv.embargo: 'a list' is not allowed; allowed: a duration such as 500ms, 30s, 15m, 2h, 7d "
                        + "or 1h30m, at most 36500d; or auto, the delay of each row's label",
                "search: {windows: [whole, since_drift]} | "
                        + "search.windows[1]: 'since_drift' is not allowed; allowed: whole, since_change, or a number of rows up to "
                        + "50000000",
                "search: {windows: [whole, 0]} | "
                        + "search.windows[1]: '0' is not allowed; allowed: whole, since_change, or a number of rows up to 50000000",
                "search: {windows: [whole, 50000001]} | "
                        + "search.windows[1]: '50000001' is not allowed; allowed: whole, since_change, or a number of rows "
                        + "up to 50000000",
                "search: {windows: [whole, 399]} | "
                        + "search.windows: '399' is not allowed; allowed: at least 400 rows with 3 folds",
                "search: {windows: [since_change]} | "
                        + "search.windows: '[since_change]' is not allowed; allowed: whole, and perhaps others",
                "search: {windows: [whole, 500, 500]} | "
                        + "search.windows: '[whole, 500, 500]' is not allowed; allowed: each once",
                "search: {cv: {splitter: plain}, windows: [whole, since_change]} | "
                        + "search.windows: '[whole, since_change]' is not allowed; allowed: whole; others only with the "
                        + "splitter 'forward'",
                "search: {cv: {splitter: plain, embargo: 1h}} | "
                        + "search.cv.embargo: 'PT1H' is not allowed; allowed: only with the splitter 'forward'",
                "search: {cv: 5} | search.cv: '5' is not allowed; allowed: a mapping (key: value)",
                "search: {scoring: [accuracy, auc]} | search.scoring[1]: 'auc' is not allowed; "
                        + "allowed: accuracy, balanced_accuracy, f1, roc_auc, log_loss, matthews",
                "search: {scoring: rmse} | search.scoring: 'rmse' is not allowed; "
                        + "allowed: accuracy, balanced_accuracy, f1, roc_auc, log_loss, matthews",
                "search: {scoring: []} | search.scoring: '[]' is not allowed; allowed: at least one metric",
                "search: {scoring: [f1, f1]} | search.scoring: 'f1, f1' is not allowed; allowed: each metric once",
                "search: {scoring: [f1], refit: accuracy} | "
                        + "search.refit: 'accuracy' is not allowed; allowed: one of scoring f1",
                "search: {seed: 1.5} | search.seed: '1.5' is not allowed; allowed: a whole number",
                "search: {candidates: []} | search.candidates: '[]' is not allowed; allowed: at least one candidate",
                "search: {candidates: [{grid: {}}]} | "
                        + "search.candidates[0].learner: missing; allowed: the name of a learner",
                "search: {candidates: [{learner: f, grid: {n: []}}]} | "
                        + "search.candidates[0].grid.n: '[]' is not allowed; allowed: at least one value",
                "search: {candidates: [{learner: f, grid: {n: [1, ~]}}]} | search.candidates[0].grid.n[1]: "
                        + "'~' is not allowed; allowed: a number, a word, true or false",
                "search: {candidates: [{learner: f, fixed: {n: [1]}}]} | search.candidates[0].fixed.n: "
                        + "'a list' is not allowed; allowed: a number, a word, true or false",
                "search: {candidates: [{learner: f, grid: {n: 1}, distributions: {m: 1}}]} | "
                        + "search.candidates[0].distributions: not allowed beside grid; lists may stand here too",
                "search: {candidates: [{learner: f, n_iter: 5}]} | "
                        + "search.candidates[0].n_iter: only allowed beside distributions",
                "search: {candidates: [{learner: f, grid: {n: 1}, n_iter: 5}]} | "
                        + "search.candidates[0].n_iter: only allowed beside distributions",
                "search: {candidates: [{learner: f, distributions: {n: 1}, n_iter: 0}]} | "
                        + "search.candidates[0].n_iter: '0' is not allowed; allowed: 1 or more",
                "search: {candidates: [{learner: f, distributions: {n: {uniform: [0, 1]}}, n_iter: 100001}]} | "
                        + "search.candidates: '100001' is not allowed; allowed: at most 100000 combinations",
                "search: {candidates: [{learner: f, distributions: {}}]} | "
                        + "search.candidates[0].distributions: '{}' is not allowed; allowed: at least one parameter",
                "search: {candidates: [{learner: f, distributions: {n: []}}]} | "
                        + "search.candidates[0].distributions.n: '[]' is not allowed; allowed: at least one value",
                "search: {candidates: [{learner: f, distributions: {n: 1}, fixed: {n: 2}}]} | "
                        + "search.candidates[0].fixed.n: '{n=2}' is not allowed; allowed: a name that distributions lacks",
                "search: {candidates: [{learner: f, distributions: {n: {unifrom: [0, 1]}}}]} | "
                        + "search.candidates[0].distributions.n.unifrom: unknown key, perhaps 'uniform' was meant; "
                        + "allowed: randint, uniform, loguniform",
                "search: {candidates: [{learner: f, distributions: {n: {}}}]} | "
                        + "search.candidates[0].distributions.n: 'a mapping' is not allowed; "
                        + "allowed: a list, or one of randint, uniform, loguniform with [low, high]",
                "search: {candidates: [{learner: f, distributions: {n: {randint: [1, 2], uniform: [1, 2]}}}]} | "
                        + "search.candidates[0].distributions.n: 'a mapping' is not allowed; "
                        + "allowed: a list, or one of randint, uniform, loguniform with [low, high]",
                "search: {candidates: [{learner: f, distributions: {n: {randint: 3}}}]} | "
                        + "search.candidates[0].distributions.n.randint: '3' is not allowed; "
                        + "allowed: two numbers [low, high]",
                "search: {candidates: [{learner: f, distributions: {n: {randint: [1, 2, 3]}}}]} | "
                        + "search.candidates[0].distributions.n.randint: 'a list' is not allowed; "
                        + "allowed: two numbers [low, high]",
                "search: {candidates: [{learner: f, distributions: {n: {randint: [1, 2.5]}}}]} | "
                        + "search.candidates[0].distributions.n.randint[1]: '2.5' is not allowed; "
                        + "allowed: a whole number",
                "search: {candidates: [{learner: f, distributions: {n: {randint: [3, 3]}}}]} | "
                        + "search.candidates[0].distributions.n.randint: '[3, 3]' is not allowed; "
                        + "allowed: two whole numbers [low, high], low below high",
                "search: {candidates: [{learner: f, distributions: {n: {uniform: [1, 0.5]}}}]} | "
                        + "search.candidates[0].distributions.n.uniform: '[1.0, 0.5]' is not allowed; "
                        + "allowed: two numbers [low, high], low below high",
                "search: {candidates: [{learner: f, distributions: {n: {uniform: [-1e308, 1e308]}}}]} | "
                        + "search.candidates[0].distributions.n.uniform: '[-1.0E308, 1.0E308]' is not allowed; "
                        + "allowed: two numbers [low, high], low below high",
                "search: {candidates: [{learner: f, distributions: {n: {loguniform: [0, 1]}}}]} | "
                        + "search.candidates[0].distributions.n.loguniform: '[0.0, 1.0]' is not allowed; "
                        + "allowed: two numbers [low, high] above 0, low below high",
                "n_jobs: car | n_jobs: 'car' is not allowed; "
                        + "allowed: 1 or more, -1 (all cores) or less (-2: all but one), or auto",
                "n_jobs: [2] | n_jobs: 'a list' is not allowed; allowed: a whole number",
                "n_jobs: 0 | n_jobs: '0' is not allowed; allowed: 1 or more, -1 (all cores) or less (-2: all but one), or auto",
                "max_memory: 0.6 | max_memory: '0.6' is not allowed; allowed: a share such as 60%, above 0% up to 100%, or off",
                "max_memory: 101% | max_memory: '101%' is not allowed; allowed: a share such as 60%, above 0% up to 100%, or off",
                "labels_within: 120 | labels_within: '120' is not allowed; "
                        + "allowed: a duration such as 500ms, 30s, 15m, 2h, 7d or 1h30m, at most 36500d",
                "labels_within: 99999999999999999999d | labels_within: '99999999999999999999d' is not allowed; "
                        + "allowed: a duration such as 500ms, 30s, 15m, 2h, 7d or 1h30m, at most 36500d",
                "labels_within: 0s | labels_within: 'PT0S' is not allowed; allowed: a positive duration",
                "label_within: 2h | label_within: unknown key, perhaps 'labels_within' was meant; allowed: pipeline, "
                        + "features, label, topics, labels_within, window, retrain, search, n_jobs, max_memory, promotion, drift",
                "window: {rows: 1} | window.rows: '1' is not allowed; allowed: 2 to 50000000",
                "window: {rows: 5, duration: 1d} | window.rows: not allowed beside duration; use max_rows",
                "window: {max_rows: 5} | window.max_rows: only allowed beside duration",
                "retrain: {every_rows: 0} | retrain.every_rows: '0' is not allowed; allowed: 1 or more",
                "retrain: {every: 10ms} | retrain.every: 'PT0.01S' is not allowed; allowed: a second or more",
                "retrain: {on_drift: maybe} | retrain.on_drift: 'maybe' is not allowed; allowed: true or false",
                "search: {fit_time_limit: 25h} | search.fit_time_limit: '1d1h' is not allowed; "
                        + "allowed: a duration above 0s up to 24h, or off",
                "search: {nested: maybe} | search.nested: 'maybe' is not allowed; allowed: on, off",
                "search: {strategy: racing} | search.strategy: 'racing' is not allowed; allowed: exhaustive, halving",
                "search: {factor: 2} | search.factor: only allowed with strategy: halving",
                "search: {strategy: halving, factor: 1} | search.factor: '1' is not allowed; allowed: 2 to 1000",
                "search: {strategy: halving, min_resources: all} | search.min_resources: 'all' is not allowed; "
                        + "allowed: 1 or more, or exhaust",
                "search: {strategy: halving, min_resources: 0} | search.min_resources: '0' is not allowed; "
                        + "allowed: 1 or more, or exhaust",
                "promotion: {alpha: 1} | promotion.alpha: '1.0' is not allowed; allowed: above 0 and below 1",
                "promotion: {policy: oldest} | promotion.policy: 'oldest' is not allowed; allowed: test, newest",
                "promotion: {min_events: 0} | promotion.min_events: '0' is not allowed; allowed: 1 or more",
                "promotion: {min_gain: -0.1} | promotion.min_gain: '-0.1' is not allowed; allowed: 0 or more and below 1",
                "promotion: {max_challengers: 0} | promotion.max_challengers: '0' is not allowed; allowed: 1 to 20",
                "promotion: {check_every: 0} | promotion.check_every: '0' is not allowed; allowed: 1 or more",
                "promotion: {max_challenger: 2} | promotion.max_challenger: unknown key, perhaps 'max_challengers' was "
                        + "meant; allowed: policy, alpha, min_events, min_gain, max_challengers, check_every",
                "drift: {detectors: adwin} | drift.detectors: 'adwin' is not allowed; allowed: a list of detectors",
                "drift: {detectors: [adwim]} | drift.detectors[0]: 'adwim' is not allowed; "
                        + "allowed: adwin, ddm, page-hinkley, psi, every",
                "drift: {detectors: [ddm, ddm]} | drift.detectors: 'ddm' is not allowed; allowed: each detector once",
                "drift: {triggers: [every]} | drift.triggers: 'every' is not allowed; allowed: some of detectors",
                "drift: {cool_down: 5} | drift.cool_down: unknown key, perhaps 'cool_down_rows' was meant; "
                        + "allowed: detectors, triggers, cool_down_rows, check_every, adwin, ddm, page-hinkley, psi, every",
                "drift: {check_every: 0} | drift.check_every: '0' is not allowed; allowed: 1 or more",
                "drift: {cool_down_rows: -1} | drift.cool_down_rows: '-1' is not allowed; allowed: 0 or more",
                "drift: {adwin: {delta: 0}} | drift.adwin.delta: '0.0' is not allowed; allowed: above 0 and below 1",
                "drift: {ddm: {warning_level: 0}} | drift.ddm.warning_level: '0.0' is not allowed; allowed: above 0",
                "drift: {ddm: {drift_level: 2}} | drift.ddm.drift_level: '2.0' is not allowed; "
                        + "allowed: above warning_level",
                "drift: {page-hinkley: {delta: 1}} | drift.page-hinkley.delta: '1.0' is not allowed; "
                        + "allowed: 0 or more and below 1",
                "drift: {page-hinkley: {threshold: 0}} | drift.page-hinkley.threshold: '0.0' is not allowed; "
                        + "allowed: above 0",
                "drift: {page-hinkley: {alpha: 1.1}} | drift.page-hinkley.alpha: '1.1' is not allowed; "
                        + "allowed: above 0 up to 1",
                "drift: {psi: {threshold: 0}} | drift.psi.threshold: '0.0' is not allowed; allowed: above 0",
                "drift: {psi: {rows: 100}} | drift.psi.rows: '100' is not allowed; allowed: 500 to 2000",
                "drift: {every: {rows: 0}} | drift.every.rows: '0' is not allowed; allowed: 1 or more",
                "topics: {prefix: a b} | "
                        + "topics.prefix: 'a b' is not allowed; allowed: "
                        + "letters, digits, '.', '_' and '-', not only dots, at most 100",
                "topics: {prefix: '...'} | topics.prefix: '...' is not allowed; allowed: "
                        + "letters, digits, '.', '_' and '-', not only dots, at most 100",
            })
    void saysWhatIsWrongBesideTheLabel(String part, String message) {
        assertRefused(GOOD + part, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{features: [a], label: {name: c, type: regression}} | pipeline: missing; allowed: the pipeline's name",
                "{pipeline: p, label: {name: c, type: regression}} | features: missing; allowed: a list of features",
                "{pipeline: p, features: [a]} | "
                        + "label: missing; allowed: a name and classes, or a name and type: regression",
                "{pipeline: a/b, features: [a], label: {name: c, type: regression}} | "
                        + "pipeline: 'a/b' is not allowed; allowed: "
                        + "letters, digits, '.', '_' and '-', not only dots, at most 100",
                "{pipeline: ., features: [a], label: {name: c, type: regression}} | pipeline: '.' is not allowed; allowed: "
                        + "letters, digits, '.', '_' and '-', not only dots, at most 100",
                "{pipeline: .., features: [a], label: {name: c, type: regression}} | pipeline: '..' is not allowed; allowed: "
                        + "letters, digits, '.', '_' and '-', not only dots, at most 100",
                "{pipeline: p, features: a, label: {name: c, type: regression}} | "
                        + "features: 'a' is not allowed; allowed: a list of features",
                "{pipeline: p, features: [], label: {name: c, type: regression}} | "
                        + "features: '[]' is not allowed; allowed: at least one feature",
                "{pipeline: p, features: [a, b, {name: d, type: text}], label: {name: c, type: regression}} | "
                        + "features[2].type: 'text' is not allowed; allowed: numeric, nominal",
                "{pipeline: p, features: [{name: d, missing: maybe}], label: {name: c, type: regression}} | "
                        + "features[0].missing: 'maybe' is not allowed; allowed: rejected, allowed",
                "{pipeline: p, features: [{name: d, type: nominal}], label: {name: c, type: regression}} | "
                        + "features[0].values: '[]' is not allowed; allowed: 2 to 10000 values",
                "{pipeline: p, features: [{name: d, type: nominal, values: [a, a]}], label: {name: c, type: regression}} | "
                        + "features[0].values: '[a, a]' is not allowed; allowed: each value once",
                "{pipeline: p, features: [{name: d, type: numeric, values: [a, b]}], label: {name: c, type: regression}} | "
                        + "features[0].values: '[a, b]' is not allowed; allowed: nothing for a numeric feature",
                "{pipeline: p, features: [{nam: d}], label: {name: c, type: regression}} | "
                        + "features[0].nam: unknown key, perhaps 'name' was meant; allowed: name, type, values, missing",
                "{pipeline: p, features: [a, a], label: {name: c, type: regression}} | "
                        + "features: 'a' is not allowed; allowed: each name once",
                "{pipeline: p, features: [a], label: {name: a, type: regression}} | "
                        + "label.name: 'a' is not allowed; allowed: a name that no feature has",
                "{pipeline: p, features: [a], label: {name: c}} | "
                        + "label.classes: missing; allowed: a list of classes, or type: regression",
                "{pipeline: p, features: [a], label: {name: c, classes: [x]}} | "
                        + "label.classes: '[x]' is not allowed; allowed: 2 to 1000 classes",
                "{pipeline: p, features: [a], label: {name: c, classes: [x, y], type: regression}} | "
                        + "label.classes: not allowed beside type: regression",
                "{pipeline: p, features: [a], label: {name: c, type: ranking}} | "
                        + "label.type: 'ranking' is not allowed; allowed: regression",
                "{pipeline: p, features: [a], label: {name: c, type: regression}, search: {cv: {splitter: stratified}}} | "
                        + "search.cv.splitter: 'stratified' is not allowed; "
                        + "allowed: forward, plain, group; stratified needs classes",
                "[] | the document: 'a list' is not allowed; allowed: a mapping (key: value)",
                "`` | p.yaml: empty; allowed: at least one pipeline",
            })
    void saysWhatIsWrongWithTheWhole(String text, String message) {
        assertRefused(text, message);
    }

    @Test
    void namesFileLineAndColumnOfASyntaxError() {
        assertRefused(
                "pipeline: p\nfeatures: [a\nlabel: x", "p.yaml, line 3, column 6: expected ',' or ']', but got :");
        assertRefused(
                "pipeline: p\n\tlabel: x",
                "p.yaml, line 2, column 1: found character '\\t(TAB)' that cannot "
                        + "start any token. (Do not use \\t(TAB) for indentation)");
        assertRefused(GOOD + "pipeline: q", "p.yaml, line 4, column 1: the key 'pipeline' stands twice");
        assertRefused(GOOD + "? [a]\n: b", "p.yaml, line 4, column 3: a key must be a word");
    }

    @Test
    void refusesWhatWouldGrowWithoutEnd() {
        assertRefused("pipeline: &a [*a]", "p.yaml, line 1, column 11: too deep or too many aliases");
        String bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n";
        var text = new StringBuilder(bomb);
        for (char c = 'b'; c <= 'd'; c++) {
            text.append(c).append(": &").append(c).append(" [");
            text.append(("*" + (char) (c - 1) + ", ").repeat(9)).append("]\n");
        }
        assertThat(messageOf(text.toString())).startsWith("a: unknown key");
        for (char c = 'e'; c <= 'k'; c++) {
            text.append(c).append(": &").append(c).append(" [");
            text.append(("*" + (char) (c - 1) + ", ").repeat(9)).append("]\n");
        }
        assertThat(messageOf(text.toString())).startsWith("p.yaml").contains("aliases");
        assertThat(messageOf("a: " + "[".repeat(1_000))).startsWith("p.yaml");
        assertThat(messageOf("#".repeat(YamlDocuments.MAX_CHARACTERS + 1))).startsWith("p.yaml");
    }

    @Test
    void countsDocumentsWhenThereAreSeveral() {
        assertRefused(
                GOOD + "---\n" + GOOD + "n_jobs: 0",
                "documents[1].n_jobs: '0' is not allowed; "
                        + "allowed: 1 or more, -1 (all cores) or less (-2: all but one), or auto");
        assertRefused(
                GOOD + "---\n" + GOOD, "pipeline: 'p' is not allowed; allowed: a name that no other pipeline has");
    }

    @Test
    void givesOneShortLineForALongValue() {
        assertThat(messageOf(GOOD + "labels_within: \"" + "a\\n".repeat(500) + "\""))
                .hasLineCount(1)
                .hasSizeLessThan(250);
    }

    private static void assertRefused(String text, String message) {
        assertThat(messageOf(text)).isEqualTo(message);
    }

    private static String messageOf(String text) {
        var thrown = new String[1];
        assertThatExceptionOfType(InvalidPipelineException.class)
                .isThrownBy(() -> PipelineFile.parse(text, "p.yaml"))
                .satisfies(e -> thrown[0] = e.getMessage());
        return thrown[0];
    }
}
