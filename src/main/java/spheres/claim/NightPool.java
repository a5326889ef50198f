package spheres.claim;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import spheres.claim.Judge.Interval;
import spheres.claim.NightValues.Seen;
import spheres.claim.Nights.Night;
import spheres.claim.Nights.PooledQuantity;

/** The nights of one claim file, judged quantity by quantity. */
final class NightPool {
    /** Before there are as many values of different networks nothing is certain of their mean: fewer do not show how they scatter. */
    static final int LEAST_NIGHTS = 5;

    /** The chance that a search, or the statistic of an excess, sees nothing of what it is there to see is taken to be as large. */
    private static final double UNSEEN = 0.5;

    private final Claim claim;
    private final List<Night> nights;
    private final Map<Night, Object> groups;
    private final double share;

    /**
     * @param all results of the same claim, each of them judged, in any order
     * @param share the probability that any verdict on the claim is ever wrong
     */
    NightPool(Claim claim, List<Night> all, double share) {
        this.claim = claim;
        this.share = share / claim.judgedQuantities().size();
        Set<Object> known = new HashSet<>();
        this.nights = all.stream()
                .sorted(Night.IN_TIME)
                .filter(night -> known.add(night.data()))
                .toList();
        groups = groups(nights);
    }

    /** How many different results there are. */
    int count() {
        return nights.size();
    }

    /** All quantities that are judged. */
    List<PooledQuantity> quantities() {
        List<PooledQuantity> all = new ArrayList<>();
        for (Quantity quantity : claim.judgedQuantities()) {
            if (quantity.kind() == Kind.RUNS && !quantity.existential()) {
                all.addAll(pooled(quantity));
            } else {
                all.add(sideBySide(quantity));
            }
        }
        return all;
    }

    /** What of a share is spent on the look at so many results: over all of them it is the share. */
    static double spent(double share, int results) {
        return share / (results * (results + 1.0));
    }

    /** One for each measurement of the quantity, as many as the last night has; nights with another number are left out. */
    private List<PooledQuantity> pooled(Quantity quantity) {
        int places = nights.get(nights.size() - 1).observed(quantity).size();
        List<Night> alike = nights.stream()
                .filter(night -> night.observed(quantity).size() == places)
                .toList();
        List<PooledQuantity> all = new ArrayList<>();
        for (int place = 0; place < places; place++) {
            all.add(pooled(claim.judged(quantity), alike, place, places));
        }
        return all;
    }

    private PooledQuantity pooled(Quantity quantity, List<Night> alike, int place, int places) {
        double ofPlace = share / places;
        int others = nights.size() - alike.size();
        Set<Verdict> certain = EnumSet.noneOf(Verdict.class);
        for (int look = 1; look <= alike.size(); look++) {
            Verdict verdict = new Look(quantity, alike.subList(0, look), place, ofPlace, others).verdict();
            if (verdict != Verdict.INCONCLUSIVE) {
                certain.add(verdict);
            }
        }
        Look last = new Look(quantity, alike, place, ofPlace, others);
        return new PooledQuantity(
                quantity.name() + (places == 1 ? "" : " " + (place + 1)),
                quantity,
                ofAll(certain),
                true,
                last.text()
                        + (others == 0 ? "" : "; left out with another number of measurements: " + others)
                        + (certain.isEmpty() || certain.equals(EnumSet.of(last.verdict()))
                                ? ""
                                : "; certain on an earlier night: "
                                        + certain.stream()
                                                .map(Verdict::toString)
                                                .collect(Collectors.joining(", "))),
                last.values.trend(ofPlace, others),
                last.values.commits(last.level),
                last.values.drift(last.level));
    }

    /** What the values of so many nights come to. */
    private final class Look {
        private final Quantity quantity;
        private final NightValues values;
        private final List<Interval> networks;
        private final double level;
        private final int different;

        private Look(Quantity quantity, List<Night> seen, int place, double share, int others) {
            this.quantity = quantity;
            values = new NightValues(seen.stream()
                    .map(night -> new Seen(
                            night.run().commit(),
                            group(night),
                            value(quantity, night.observed(quantity).get(place))))
                    .toList());
            Set<Object> known = new HashSet<>();
            networks = seen.stream()
                    .filter(night -> known.add(group(night)))
                    .flatMap(night -> ofEach(quantity, night.observed(quantity).get(place)).stream())
                    .toList();
            level = 1 - spent(share, others + seen.size());
            different = values.values().size();
        }

        private boolean tooFewAlike() {
            return different > 1
                    && values.alike()
                    && Judge.othersBesideEqual(networks.size(), level) > 1 - quantity.level();
        }

        private Verdict verdict() {
            return different < LEAST_NIGHTS || tooFewAlike()
                    ? Verdict.INCONCLUSIVE
                    : Judge.judgeRuns(quantity, values.mean(level), NightValues.further(networks, quantity.level()));
        }

        private String text() {
            Interval mean = values.mean(level);
            String text = different == 1
                    ? Numbers.format(mean.value()) + " on one night, which shows no scatter"
                    : "mean " + NightValues.text(mean) + " (" + Numbers.percent(level) + ") of " + different
                            + " nights";
            return text + ", " + networks.size() + (networks.size() == 1 ? " network" : " networks")
                    + (tooFewAlike()
                            ? ", alike: nothing is certain until there are "
                                    + (long) Math.ceil(Math.log(1 - level) / Math.log(quantity.level()))
                            : different > 1 && different < LEAST_NIGHTS
                                    ? ": nothing is certain until there are " + LEAST_NIGHTS + " nights"
                                    : "");
        }
    }

    private Object group(Night night) {
        return Objects.requireNonNull(groups.get(night));
    }

    /** The nights by what they were measured on: those that share a network are one. A claim that names none trains its own, from the run's seed. */
    private static Map<Night, Object> groups(List<Night> nights) {
        Map<Night, Object> groups = new HashMap<>();
        Map<String, Set<String>> byNetwork = new HashMap<>();
        for (Night night : nights) {
            Set<String> joined = new TreeSet<>(night.result().networks());
            night.result().networks().forEach(name -> joined.addAll(byNetwork.getOrDefault(name, Set.of())));
            joined.forEach(name -> byNetwork.put(name, joined));
        }
        for (Night night : nights) {
            List<String> networks = night.result().networks();
            groups.put(
                    night,
                    networks.isEmpty() ? night.run().seed() : Objects.requireNonNull(byNetwork.get(networks.get(0))));
        }
        return groups;
    }

    /** A night's value: the mean of its runs, or that of its one run with the interval of its measurement. */
    private static Interval value(Quantity quantity, Observation observed) {
        Interval interval = Judge.interval(quantity, observed).orElseThrow();
        return observed.trainingRuns() == 1 ? interval : point(interval.value());
    }

    /** The same of each run by itself. */
    private static List<Interval> ofEach(Quantity quantity, Observation observed) {
        return observed.trainingRuns() == 1
                ? List.of(value(quantity, observed))
                : observed.valuesOfRuns().stream().map(NightPool::point).toList();
    }

    private static Interval point(double value) {
        return new Interval(value, value, value);
    }

    /** What each night gives by itself. */
    private PooledQuantity sideBySide(Quantity quantity) {
        Quantity judged = claim.judged(quantity);
        Map<Object, Set<Verdict>> said = new LinkedHashMap<>();
        Map<Object, Double> missed = new LinkedHashMap<>();
        Set<Verdict> certain = EnumSet.noneOf(Verdict.class);
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (int i = 0; i < nights.size(); i++) {
            Night night = nights.get(i);
            double spent = spent(share, i + 1);
            List<Observation> observed = night.observed(quantity);
            List<Verdict> each = observed.stream()
                    .map(one -> atLevel(judged, one, 1 - spent / observed.size()))
                    .toList();
            Verdict verdict = quantity.existential() ? Judge.best(each) : Verdict.merge(each);
            counts.merge(verdict, 1, Integer::sum);
            said.computeIfAbsent(night.measurement(), key -> EnumSet.noneOf(Verdict.class))
                    .add(verdict);
            missed.merge(
                    night.measurement(),
                    quantity.kind() == Kind.EXCESS
                            ? 0
                            : observed.stream()
                                    .mapToDouble(one -> 1 - one.level())
                                    .sum(),
                    Double::sum);
            int so = (int) said.values().stream()
                    .filter(verdicts -> verdicts.contains(verdict))
                    .count();
            double most = missed.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElseThrow();
            double errs = verdict == Verdict.REPRODUCED && mayHaveSeenNothing(quantity) ? Math.max(UNSEEN, most) : most;
            if (verdict != Verdict.INCONCLUSIVE && chance(so, said.size(), errs) <= spent) {
                certain.add(verdict);
            }
        }
        NightValues values = eachWithAnInterval(judged);
        double level = 1 - spent(share, nights.size());
        return new PooledQuantity(
                quantity.name(),
                quantity,
                quantity.existential() ? Judge.best(certain) : ofAll(certain),
                false,
                counts.entrySet().stream()
                                .map(count -> count.getKey() + " on " + count.getValue())
                                .collect(Collectors.joining(", "))
                        + " of " + nights.size() + (nights.size() == 1 ? " night" : " nights") + "; certain: "
                        + (certain.isEmpty()
                                ? "nothing yet"
                                : certain.stream().map(Verdict::toString).collect(Collectors.joining(", "))),
                values.seen().stream().map(Seen::interval).toList(),
                values.commits(level),
                values.drift(level));
    }

    /** An excess is refuted at that level, and reproduced at its own, of which its reach is told. */
    private static Verdict atLevel(Quantity quantity, Observation observed, double level) {
        Verdict stricter = Judge.judge(quantity, observed.atLevel(level));
        Verdict own = Judge.judge(quantity, observed);
        if (stricter == Verdict.REFUTED) {
            return stricter;
        }
        return own == Verdict.REFUTED ? Verdict.INCONCLUSIVE : own;
    }

    private static boolean mayHaveSeenNothing(Quantity quantity) {
        return quantity.kind() == Kind.SEARCH || quantity.kind() == Kind.EXCESS;
    }

    /** What each night gave, where all gave one interval; otherwise none. */
    private NightValues eachWithAnInterval(Quantity quantity) {
        List<Seen> seen = new ArrayList<>();
        for (Night night : nights) {
            List<Observation> observed = night.observed(quantity);
            Optional<Interval> interval =
                    observed.size() == 1 ? Judge.interval(quantity, observed.get(0)) : Optional.empty();
            interval.ifPresent(one -> seen.add(new Seen(night.run().commit(), night.measurement(), one)));
        }
        return new NightValues(seen.size() == nights.size() ? seen : List.of());
    }

    /** What is refuted for certain stays so; otherwise all that is certain must agree. */
    private static Verdict ofAll(Set<Verdict> certain) {
        return certain.contains(Verdict.REFUTED) || certain.size() == 1 ? Verdict.merge(certain) : Verdict.INCONCLUSIVE;
    }

    /** The probability that so many of the nights err, each with that probability. */
    private static double chance(int so, int of, double missed) {
        return missed == 0
                ? 0
                : BinomialDistribution.of(of, Math.min(1, missed)).survivalProbability(so - 1);
    }
}
