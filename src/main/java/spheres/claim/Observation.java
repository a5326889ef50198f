package spheres.claim;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a measurement gave, in the form that its {@link Kind} is judged by. Intervals are two-sided and closed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Observation.Estimate.class, name = "estimate"),
    @JsonSubTypes.Type(value = Observation.Exact.class, name = "exact"),
    @JsonSubTypes.Type(value = Observation.Bound.class, name = "bound"),
    @JsonSubTypes.Type(value = Observation.Absence.class, name = "absence"),
    @JsonSubTypes.Type(value = Observation.Search.class, name = "search"),
    @JsonSubTypes.Type(value = Observation.Runs.class, name = "runs")
})
public sealed interface Observation {

    /** The kind of quantity that this observes. */
    Kind kindOf();

    /**
     * An interval from sampling.
     *
     * @param value the point estimate
     * @param low the low end of the interval used for judging
     * @param high its high end
     * @param level the probability that such an interval covers the truth, above 0 and below 1
     */
    record Estimate(double value, double low, double high, double level) implements Observation {
        public Estimate {
            requireNumber("value", value);
            requireInterval("estimate", low, high);
            requireProbability("level", level);
        }

        @Override
        public Kind kindOf() {
            return Kind.ESTIMATE;
        }
    }

    /**
     * A computed value.
     *
     * @param value the value
     * @param error the largest absolute error of its computation, at least 0
     */
    record Exact(double value, double error) implements Observation {
        public Exact {
            requireNumber("value", value);
            if (!(error >= 0 && error < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("error = " + error + " is not in [0, Infinity)");
            }
        }

        @Override
        public Kind kindOf() {
            return Kind.EXACT;
        }
    }

    /** The inequality "measured &lt;= limit" between two intervals. */
    record Bound(double low, double high, double limitLow, double limitHigh) implements Observation {
        public Bound {
            requireInterval("measured", low, high);
            requireInterval("limit", limitLow, limitHigh);
        }

        @Override
        public Kind kindOf() {
            return Kind.BOUND;
        }
    }

    /**
     * The rate of what the paper saw none of.
     *
     * @param value the point estimate of the rate
     * @param low the low end of the rate's interval, in [0, 1]
     * @param high its high end
     * @param level the interval's coverage; 1 where the rate is exact
     */
    record Absence(double value, double low, double high, double level) implements Observation {
        public Absence {
            requireNumber("rate", value);
            requireInterval("rate", low, high);
            if (low < 0 || high > 1) {
                throw new IllegalArgumentException("rate [" + low + ", " + high + "] is not within [0, 1]");
            }
            if (!(level > 0 && level <= 1)) {
                throw new IllegalArgumentException("level = " + level + " is not in (0, 1]");
            }
        }

        @Override
        public Kind kindOf() {
            return Kind.ABSENCE;
        }
    }

    /**
     * A search for errors and its proven reach.
     *
     * @param starts how many starts were searched from
     * @param found how many ended in an error
     * @param planted how many planted error sets the same search was given
     * @param plantedFound how many of those it found
     * @param plantedMeasure the measure of each planted error set, in (0, 1)
     */
    record Search(long starts, long found, long planted, long plantedFound, double plantedMeasure)
            implements Observation {
        public Search {
            if (starts < 1 || found < 0 || found > starts) {
                throw new IllegalArgumentException(
                        "found = " + found + " of starts = " + starts + " is not in [0, starts] with starts >= 1");
            }
            if (planted < 0 || plantedFound < 0 || plantedFound > planted) {
                throw new IllegalArgumentException(
                        "plantedFound = " + plantedFound + " of planted = " + planted + " is not in [0, planted]");
            }
            requireProbability("plantedMeasure", plantedMeasure);
        }

        @Override
        public Kind kindOf() {
            return Kind.SEARCH;
        }
    }

    /**
     * A quantity of independent training runs.
     *
     * @param values one a run, at least one
     */
    record Runs(List<Double> values) implements Observation {
        public Runs {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("values = [] has no run: give at least 1");
            }
            for (double value : values) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException(
                            "value = " + value + " is not finite: a run that diverges has no such quantity");
                }
            }
        }

        @Override
        public Kind kindOf() {
            return Kind.RUNS;
        }
    }

    private static void requireNumber(String name, double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(
                    name + " = NaN is not a measurement: look for the fault in what was measured");
        }
    }

    private static void requireInterval(String name, double low, double high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    name + " interval [" + low + ", " + high + "] is empty: low <= high is needed");
        }
    }

    private static void requireProbability(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " = " + value + " is not in (0, 1)");
        }
    }
}
