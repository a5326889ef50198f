/**
 * Attacks: the search for errors near a point, on a sphere or between the spheres. Every point that an attack returns is re-projected
 * and re-judged by {@link spheres.attack.AttackHarness}.
 */
@NullMarked
package spheres.attack;

import org.jspecify.annotations.NullMarked;
