/**
 * Attacks: the search for errors near a point or anywhere, on a sphere or between the spheres, and the exact nearest
 * error of ellipsoids that they are measured against. Every point that an attack returns is re-projected and re-judged
 * by {@link spheres.attack.AttackHarness}.
 */
@NullMarked
package spheres.attack;

import org.jspecify.annotations.NullMarked;
