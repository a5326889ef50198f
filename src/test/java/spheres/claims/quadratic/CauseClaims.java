package spheres.claims.quadratic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.Verifies;
import spheres.evidence.Evidence;
import spheres.network.Network;
import spheres.network.PerfectInitialisation;
import spheres.network.QuadraticArchitecture;
import spheres.snapshot.QuadraticSnapshot;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.SphereSampler;
import spheres.stats.RankCorrelation;
import spheres.training.SideBySide;
import spheres.training.TrainingPlan;

/** Section 4: what the paper holds to be the cause, that the loss does not track accuracy. */
class CauseClaims {

    @Verifies("cause-losses-part")
    void averageLossAndWorstCasePartInHighDimension(ClaimRun run) throws IOException {
        for (String start : List.of("figure", "text")) {
            List<Evidence> networks = run.evidence("quadratic-init-" + start);
            List<Double> ofWorst = new ArrayList<>();
            List<Double> ofBad = new ArrayList<>();
            for (Evidence network : networks) {
                List<QuadraticSnapshot> read = atReadSteps(run, network);
                double[] average = values(read, QuadraticSnapshot::averageLoss);
                ofWorst.add(RankCorrelation.of(average, values(read, QuadraticSnapshot::worstLoss)));
                ofBad.add(RankCorrelation.of(average, values(read, QuadraticSnapshot::badAlphas)));
            }
            String subject = networks.size() + " trainings from the start of the " + start;

            run.runs("worst-loss-correlation-" + start, subject, ofWorst, ofWorst.size(), Map.of());
            run.runs("bad-alphas-correlation-" + start, subject, ofBad, ofBad.size(), Map.of());
        }
    }

    private static List<QuadraticSnapshot> atReadSteps(ClaimRun run, Evidence network) throws IOException {
        double[] steps = run.settings("readSteps");
        List<QuadraticSnapshot> read = network.trajectory().stream()
                .filter(snapshot -> Arrays.stream(steps).anyMatch(step -> step == snapshot.step()))
                .map(QuadraticSnapshot.class::cast)
                .toList();
        if (read.size() < steps.length) {
            throw new IOException("evidence " + network.manifest().id() + " has snapshots at "
                    + read.stream().map(QuadraticSnapshot::step).toList() + " only of the steps "
                    + Arrays.toString(steps));
        }
        return read;
    }

    private static double[] values(List<QuadraticSnapshot> snapshots, ToDoubleFunction<QuadraticSnapshot> quantity) {
        return snapshots.stream().mapToDouble(quantity).toArray();
    }

    @Verifies("cause-low-dimension")
    void theyDoNotPartInLowDimension(ClaimRun run) {
        int seeds = run.count("seeds");
        for (double dimension : run.settings("dimensions")) {
            ConcentricSpheres spheres =
                    new ConcentricSpheres((int) dimension, run.spheres().outerRadius());
            List<TrainingPlan> plans = IntStream.range(0, seeds)
                    .mapToObj(seed -> plan(run, spheres, seed))
                    .toList();
            List<Network> trained = SideBySide.train(plans);
            SphereSampler sampler = new SphereSampler(spheres, run.seed(), run.stream("samples"));
            List<Double> bad = new ArrayList<>();
            List<Double> worst = new ArrayList<>();
            List<Double> average = new ArrayList<>();
            for (int i = 0; i < seeds; i++) {
                QuadraticMember before =
                        QuadraticMember.of("before", plans.get(i).initialNetwork());
                QuadraticMember after = QuadraticMember.of("after", trained.get(i));
                bad.add((double) after.badAlphas(spheres));
                worst.add(QuadraticClaims.worstLoss(after, spheres) / QuadraticClaims.worstLoss(before, spheres));
                average.add(QuadraticClaims.averageLoss(after, sampler, run.count("samples"))
                        / QuadraticClaims.averageLoss(before, sampler, run.count("samples")));
            }
            String subject = seeds + " runs of " + run.size("steps") + " steps, d = " + spheres.dimension();

            run.runs("bad-alphas", subject, bad, seeds, Map.of());
            run.runs("worst-loss-growth", subject, worst, seeds, Map.of());
            run.runs("average-loss-ratio", subject, average, seeds, Map.of());
        }
    }

    private static TrainingPlan plan(ClaimRun run, ConcentricSpheres spheres, int seed) {
        return TrainingPlan.paper(
                        new QuadraticArchitecture(spheres.dimension(), (int) run.settings("hidden")[0]),
                        run.seed() + seed)
                .withOuterRadius(spheres.outerRadius())
                .withInitialisation(new PerfectInitialisation(
                        run.setting("initialisation", "figure", "outputWeight"),
                        run.setting("initialisation", "figure", "bias"),
                        run.setting("initialisation", "figure", "alpha")))
                .withSteps(run.size("steps"));
    }
}
