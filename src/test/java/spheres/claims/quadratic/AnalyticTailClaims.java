package spheres.claims.quadratic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spheres.claim.Observation;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.Verifies;
import spheres.sphere.Sphere;
import spheres.theory.EllipsoidErrorRate;
import spheres.theory.TruncatedModel;

/** Section 4.1: rates by the central limit theorem that are far too small to be measured. */
class AnalyticTailClaims {
    private static final double DECADE_ERROR = 1e-9;
    /** log10 of the rarest rate in the plot. */
    private static final double RAREST = -30;

    private static final int FIRST_DIMENSION = 100;

    @Verifies("clt-tail")
    void theNormalFormulaIsAsGoodInTheTail(ClaimRun run) {
        RandomAlphas ellipsoids = new RandomAlphas(run);
        List<Difference> differences = new ArrayList<>();
        for (long index = 0; index < run.size("ellipsoids"); index++) {
            EllipsoidErrorRate rates = EllipsoidErrorRate.of(
                    ellipsoids.of(index, run.spheres().dimension()),
                    run.spheres().outerRadius());
            for (Sphere sphere : Sphere.values()) {
                double exact = rates.exact(sphere).log10();
                if (Double.isFinite(exact)) {
                    differences.add(new Difference(
                            RandomAlphas.shape(index),
                            sphere,
                            exact,
                            rates.clt(sphere).log10() - exact));
                }
            }
        }
        run.figure(
                "clt-tail",
                differences.stream()
                        .filter(difference -> difference.log10Exact >= RAREST)
                        .map(Difference::row)
                        .toList());
        double tail = record(run, "tail-decades", "tail", differences);
        record(run, "far-tail-decades", "farTail", differences);
        double[] measurable = between(run.settings("measurable"), differences);
        run.exact(
                "growth",
                measurable.length + " rates that can be measured, against the tail",
                tail / median(measurable),
                DECADE_ERROR,
                measurable.length);
        double largest = 0;
        Map<String, Object> each = new LinkedHashMap<>();
        for (double dimension : run.settings("dimensions")) {
            TruncatedModel model =
                    new TruncatedModel((int) dimension, run.spheres().outerRadius());
            int coordinates = model.leastCoordinates(Math.pow(10, run.setting("log10Error")));
            double decades = model.clt(coordinates).error().log10()
                    - model.exact(coordinates).error().log10();
            each.put("d = " + model.dimension() + ", k = " + coordinates, decades);
            largest = Math.max(largest, Math.abs(decades));
        }
        run.record(
                "truncated-decades",
                each.size() + " models",
                new Observation.Exact(largest, DECADE_ERROR),
                each.size(),
                each);
    }

    /** Records the median difference of the rates in that range. */
    private static double record(ClaimRun run, String quantity, String range, List<Difference> differences) {
        double[] within = between(run.settings(range), differences);
        double middle = median(within);
        run.exact(quantity, within.length + " rates of random ellipsoids", middle, DECADE_ERROR, within.length);
        return middle;
    }

    /**
     * How far the theorem is off on one sphere of an ellipsoid.
     *
     * @param log10Exact decimal logarithm of the exact rate
     * @param decades that of the theorem's rate less it
     */
    private record Difference(String alphas, Sphere sphere, double log10Exact, double decades) {
        Map<String, Object> row() {
            return Map.of("alphas", alphas, "sphere", sphere.toString(), "log10Exact", log10Exact, "decades", decades);
        }
    }

    /** Absolute differences, ascending. */
    private static double[] between(double[] range, List<Difference> differences) {
        double[] within = differences.stream()
                .filter(difference -> difference.log10Exact >= range[0] && difference.log10Exact <= range[1])
                .mapToDouble(difference -> Math.abs(difference.decades))
                .sorted()
                .toArray();
        if (within.length == 0) {
            throw new IllegalStateException("no ellipsoid has a rate between 10^" + range[0] + " and 10^" + range[1]);
        }
        return within;
    }

    private static double median(double[] ascending) {
        int middle = ascending.length / 2;
        return ascending.length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
    }

    @Verifies("truncated-figure-4-values")
    void thePrintedPointOfTheFigureIsNotOnItsCurve(ClaimRun run) {
        double error = Math.pow(10, run.setting("log10Error"));
        TruncatedModel model = AnalyticClaims.model(run);
        run.record(
                "needed-fraction",
                "an error of " + error + " at d = " + model.dimension(),
                new Observation.Exact(
                        AnalyticClaims.fraction(
                                model, model.leastCoordinatesByClt(error).orElseThrow()),
                        0),
                1,
                Map.of("byTheExactRate", AnalyticClaims.fraction(model, model.leastCoordinates(error))));
        run.exact(
                "dimension-of-half",
                "even dimensions from " + FIRST_DIMENSION + " on",
                (double) dimensionOfHalf(model.outerRadius(), run.setting("share"), Math.log10(error)),
                0);
    }

    /** The least even d at which that share of the coordinates is enough. */
    private static int dimensionOfHalf(double outerRadius, double share, double log10Error) {
        int d = FIRST_DIMENSION;
        while (new TruncatedModel(d, outerRadius)
                        .clt((int) Math.round(share * d))
                        .error()
                        .log10()
                > log10Error) {
            d += 2;
        }
        return d;
    }
}
