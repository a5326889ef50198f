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
    @JsonSubTypes.Type(value = Observation.Runs.class, name = "runs"),
    @JsonSubTypes.Type(value = Observation.OneRun.class, name = "run"),
    @JsonSubTypes.Type(value = Observation.Excess.class, name = "excess")
})
public sealed interface Observation {

    /** The kind of quantity that this observes. */
    Kind kindOf();

    /**
     * The probability that all of the observed intervals hold the truth: 1 where nothing is left to chance, and for several
     * runs, whose interval the judge makes.
     */
    double level();

    /** The values of training runs, one each; none for what is no quantity of training runs. */
    default List<Double> valuesOfRuns() {
        return List.of();
    }

    /** Of how many training runs this is. */
    default int trainingRuns() {
        return valuesOfRuns().size();
    }

    /** The same for a judge of another level: itself, but for an excess, which alone has no interval of a level of its own. */
    default Observation atLevel(double level) {
        return this;
    }

    /** What depends on the form: the visitor's method for this one. */
    <R> R accept(Visitor<R> visitor);

    /** A method for each form, so that none is forgotten. */
    interface Visitor<R> {
        R estimate(Estimate estimate);

        R exact(Exact exact);

        R bound(Bound bound);

        R absence(Absence absence);

        R search(Search search);

        R runs(Runs runs);

        R oneRun(OneRun run);

        R excess(Excess excess);
    }

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
            requireWithin(value, low, high);
            requireProbability("level", level);
        }

        @Override
        public Kind kindOf() {
            return Kind.ESTIMATE;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.estimate(this);
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

        @Override
        public double level() {
            return 1;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.exact(this);
        }
    }

    /**
     * The inequality "measured &lt;= limit" between two intervals.
     *
     * @param level the probability that both hold the truth, in (0, 1]
     */
    record Bound(double low, double high, double limitLow, double limitHigh, double level) implements Observation {
        public Bound {
            requireInterval("measured", low, high);
            requireInterval("limit", limitLow, limitHigh);
            requireLevel(level);
        }

        @Override
        public Kind kindOf() {
            return Kind.BOUND;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.bound(this);
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
            requireWithin(value, low, high);
            requireLevel(level);
        }

        @Override
        public Kind kindOf() {
            return Kind.ABSENCE;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.absence(this);
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

        @Override
        public double level() {
            return 1;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.search(this);
        }
    }

    /**
     * A quantity of several independent training runs.
     *
     * @param values one a run, at least two
     */
    record Runs(List<Double> values) implements Observation {
        public Runs {
            values = List.copyOf(values);
            if (values.size() < 2) {
                throw new IllegalArgumentException("values = " + values
                        + " has too few runs: give at least 2, or one run with the interval of its own measurement");
            }
            values.forEach(Observation::requireFiniteRun);
        }

        @Override
        public Kind kindOf() {
            return Kind.RUNS;
        }

        @Override
        public double level() {
            return 1;
        }

        @Override
        public List<Double> valuesOfRuns() {
            return values;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.runs(this);
        }
    }

    /**
     * A quantity of a single training run, which says nothing of how another would come out.
     *
     * @param value the point estimate
     * @param low the low end of the interval of its measurement, which no other run enters
     * @param high its high end
     * @param level the interval's coverage; 1 where the value is exact
     */
    record OneRun(double value, double low, double high, double level) implements Observation {
        public OneRun {
            requireFiniteRun(value);
            requireInterval("run's", low, high);
            requireWithin(value, low, high);
            requireLevel(level);
        }

        /** A value that is no sample's. */
        public static OneRun exact(double value) {
            return new OneRun(value, value, value, 1);
        }

        @Override
        public Kind kindOf() {
            return Kind.RUNS;
        }

        @Override
        public List<Double> valuesOfRuns() {
            return List.of(value);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.oneRun(this);
        }
    }

    /**
     * Many measurements against limits of their own that a theorem sets, all at once.
     *
     * @param largest the largest excess over its limit among them, in standard errors of that excess; negative inside
     * @param count how many there are, at least 1
     * @param detectable the excess, as a share of the limit, that half of them would show at the level; at least 0
     * @param level the probability that none of {@code count} measurements within their limits shows a greater excess than
     *     the judge allows
     */
    record Excess(double largest, long count, double detectable, double level) implements Observation {
        public Excess {
            requireNumber("largest", largest);
            if (count < 1) {
                throw new IllegalArgumentException("count = " + count + " is not in [1, 9223372036854775807]");
            }
            if (!(detectable >= 0)) {
                throw new IllegalArgumentException("detectable = " + detectable + " is not in [0, Infinity]");
            }
            requireProbability("level", level);
        }

        @Override
        public Observation atLevel(double other) {
            return new Excess(largest, count, detectable, other);
        }

        @Override
        public Kind kindOf() {
            return Kind.EXCESS;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.excess(this);
        }
    }

    private static void requireFiniteRun(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "value = " + value + " is not finite: a run that diverges has no such quantity");
        }
    }

    private static void requireWithin(double value, double low, double high) {
        if (!(low <= value && value <= high)) {
            throw new IllegalArgumentException(
                    "value = " + value + " is not within its interval [" + low + ", " + high + "]");
        }
    }

    private static void requireLevel(double level) {
        if (!(level > 0 && level <= 1)) {
            throw new IllegalArgumentException("level = " + level + " is not in (0, 1]");
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
