package spheres.claim;

import java.util.Map;

/**
 * One measurement of one quantity of a claim.
 *
 * @param quantity the quantity's name in the claim file
 * @param subject what was measured on what, in words
 * @param observed what it gave
 * @param n how many samples, points or runs it rests on
 * @param seed the seed of its random numbers
 * @param scale the scale of the run
 * @param seconds how long it took
 * @param details whatever else a reader may want: parameters, diagnostics
 */
public record Measurement(
        String quantity,
        String subject,
        Observation observed,
        long n,
        long seed,
        Scale scale,
        double seconds,
        Map<String, Object> details) {}
