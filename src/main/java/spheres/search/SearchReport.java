package spheres.search;

import java.util.List;
import spheres.attack.AttackDiagnostics;
import spheres.attack.AttackResult;
import spheres.sphere.Sphere;

/**
 * What a search for errors on one sphere found, and the effort that a "none found" rests on.
 *
 * @param sphere the sphere that was searched
 * @param ways one entry for each way of searching that was tried, in order
 */
public record SearchReport(Sphere sphere, List<Way> ways) {

    /**
     * One way of searching.
     *
     * @param name how the search went, in words
     * @param starts from how many points it began
     * @param found from how many of them it reached an error
     * @param evaluations points judged, with or without gradient
     * @param largestLogit the largest logit reached towards the other class, signed so that an error is positive
     * @param zeroGradients starts without a gradient to follow
     */
    public record Way(String name, int starts, int found, long evaluations, double largestLogit, int zeroGradients) {
        /** This way with more starts. */
        Way and(AttackResult more) {
            AttackDiagnostics diagnostics = more.diagnostics();
            return new Way(
                    name,
                    starts + diagnostics.starts(),
                    found + diagnostics.found(),
                    evaluations + diagnostics.evaluations(),
                    Math.max(largestLogit, more.largestLogitTowardsError()),
                    zeroGradients + diagnostics.zeroGradients());
        }
    }

    public SearchReport {
        ways = List.copyOf(ways);
    }

    public boolean found() {
        return ways.stream().anyMatch(way -> way.found() > 0);
    }

    /** Ascents over all ways. */
    public long starts() {
        return ways.stream().mapToLong(Way::starts).sum();
    }

    /** Points judged over all ways. */
    public long evaluations() {
        return ways.stream().mapToLong(Way::evaluations).sum();
    }

    /** The largest logit reached towards the other class; negative as long as no error was found. */
    public double largestLogit() {
        return ways.stream().mapToDouble(Way::largestLogit).max().orElseThrow();
    }

    /** One sentence for a verdict. */
    public String summary() {
        return (found() ? "errors found" : "no error found") + " on the "
                + sphere + " sphere in " + starts() + " ascents in "
                + ways.size() + " ways, " + evaluations() + " points judged; largest logit towards the other class "
                + largestLogit();
    }
}
