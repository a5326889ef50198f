package spheres.search;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import spheres.attack.AttackHarness;
import spheres.attack.AttackOptions;
import spheres.attack.AttackOptions.Objective;
import spheres.attack.AttackResult;
import spheres.attack.Domain;
import spheres.attack.ManifoldAttack;
import spheres.attack.RefinedAttack;
import spheres.attack.RefinedOptions;
import spheres.attack.Region;
import spheres.attack.Starts;
import spheres.classifier.Classifier;
import spheres.classifier.Logits;
import spheres.classifier.NotANumberAnswer;
import spheres.input.Require;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/**
 * A search for any error on a sphere, as exhaustive as it can be: ascents with long and with short steps, with momentum
 * on the logit and on the loss, from uniform points, from the most suspicious of many random points, and from the
 * boundary between the spheres. It proves nothing where it finds nothing; {@link SearchReach} tells what it would have
 * found.
 */
public final class ErrorSearch {
    private static final double LONG_STEP = 0.05;
    private static final double SHORT_STEP = 0.005;

    /** Independent random points for each way. */
    private static final long STREAMS = 0x736561726368L;

    private final Classifier classifier;
    private final ConcentricSpheres spheres;
    private final SearchOptions options;

    public ErrorSearch(Classifier classifier, ConcentricSpheres spheres, SearchOptions options) {
        Require.sameDimension(classifier.dimension(), spheres.dimension());
        this.classifier = classifier;
        this.spheres = spheres;
        this.options = options;
    }

    /**
     * Searches one sphere.
     *
     * @throws NotANumberAnswer if the classifier answers NaN anywhere
     */
    public SearchReport run(Sphere sphere) {
        return new Run(sphere).all();
    }

    /** Points to start from, and the points that were judged to choose them. */
    private record Chosen(Starts starts, long judged) {}

    private interface Choice {
        Chosen starts(SphereSampler sampler);
    }

    private final class Run {
        private final Sphere sphere;
        private final AttackHarness harness = new AttackHarness(classifier);
        private final List<SearchReport.Way> ways = new ArrayList<>();

        private Run(Sphere sphere) {
            this.sphere = sphere;
        }

        private SearchReport all() {
            AttackOptions ascent =
                    AttackOptions.withDefaults().withSteps(options.steps()).withBatch(options.batch());
            AttackOptions coarse = ascent.withStep(LONG_STEP);
            AttackOptions fine = ascent.withStep(SHORT_STEP);
            AttackOptions heavy = coarse.withMomentum(0.9);
            way("uniform points, step 0.05", coarse, this::uniform);
            way("most suspicious of random points, step 0.05", coarse, this::suspicious);
            way("boundary between the spheres, step 0.05", coarse, this::boundary);
            way("most suspicious of random points, step 0.005", fine, this::suspicious);
            way("uniform points, step 0.05, momentum 0.9 on the logit", heavy, this::uniform);
            way(
                    "uniform points, step 0.05, momentum 0.9 on the loss",
                    heavy.withObjective(Objective.LOSS),
                    this::uniform);
            way("uniform points, step 0.005", fine, this::uniform);
            return report();
        }

        private SearchReport report() {
            return new SearchReport(sphere, ways);
        }

        private void way(String name, AttackOptions ascent, Choice choice) {
            if (options.stopAtFirst() && report().found()) {
                return;
            }
            Chosen chosen = choice.starts(new SphereSampler(spheres, options.seed(), STREAMS + ways.size()));
            int count = chosen.starts().count();
            int atOnce = options.stopAtFirst() ? options.batch() : count;
            SearchReport.Way way = new SearchReport.Way(name, 0, 0, chosen.judged(), Double.NEGATIVE_INFINITY, 0);
            do {
                int to = Math.min(count, way.starts() + atOnce);
                way = way.and(harness.run(
                        ManifoldAttack.anyError(ascent), chosen.starts().part(way.starts(), to)));
            } while (way.starts() < count && !(options.stopAtFirst() && way.found() > 0));
            ways.add(way);
        }

        private Chosen uniform(SphereSampler sampler) {
            return new Chosen(Starts.uniform(sampler, sphere, 0, options.starts()), 0);
        }

        /** Of many random points those with the largest logits towards the other class. */
        private Chosen suspicious(SphereSampler sampler) {
            record Judged(double towardsError, long index) {}
            long judged = (long) options.starts() * options.screened();
            PriorityQueue<Judged> kept = new PriorityQueue<>((a, b) -> Double.compare(a.towardsError, b.towardsError));
            int d = spheres.dimension();
            float[] points = new float[options.batch() * d];
            float[] logits = new float[options.batch()];
            for (long from = 0; from < judged; from += options.batch()) {
                int rows = (int) Math.min(options.batch(), judged - from);
                for (int row = 0; row < rows; row++) {
                    sampler.pointOn(sphere, from + row, points, row * d);
                }
                classifier.logits(points, rows, logits);
                Logits.requireNumbers(logits, rows);
                for (int row = 0; row < rows; row++) {
                    kept.add(new Judged(sphere.towardsError(logits[row]), from + row));
                    if (kept.size() > options.starts()) {
                        kept.poll();
                    }
                }
            }
            float[] starts = new float[options.starts() * d];
            int row = 0;
            for (Judged point : kept) {
                sampler.pointOn(sphere, point.index(), starts, row++ * d);
            }
            return new Chosen(Starts.of(spheres, sphere, starts), judged);
        }

        /** The nearest points of the other class between the spheres, brought back to the sphere. */
        private Chosen boundary(SphereSampler sampler) {
            Starts uniform = Starts.uniform(sampler, sphere, 0, options.starts());
            RefinedOptions refined = RefinedOptions.withDefaults()
                    .withRestarts(1)
                    .withAscent(AttackOptions.withDefaults()
                            .withStep(0.01)
                            .withSteps(200)
                            .withBatch(options.batch()));
            AttackResult between = harness.run(RefinedAttack.betweenSpheres(refined), uniform);
            int d = spheres.dimension();
            float[] starts = uniform.rows().clone();
            Region region = Domain.ON_SPHERE.region(uniform);
            for (int i = 0; i < uniform.count(); i++) {
                System.arraycopy(between.attempts().get(i).point(), 0, starts, i * d, d);
                region.project(starts, i * d, d);
            }
            return new Chosen(
                    Starts.of(spheres, sphere, starts), between.diagnostics().evaluations());
        }
    }
}
