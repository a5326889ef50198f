package spheres.opencl;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import spheres.attack.AttackOptions;
import spheres.attack.ManifoldAttack;
import spheres.attack.Starts;
import spheres.engine.Blocks;
import spheres.network.AdamSettings;
import spheres.network.Architecture;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
import spheres.sphere.Sphere;

/** The device's steps are the host's, over random shapes. */
@AddLifecycleHook(NeedsDevice.class)
class DeviceClimberProperties {

    @Provide
    Arbitrary<Architecture> architectures() {
        Arbitrary<Integer> sizes = Arbitraries.integers().between(2, 80);
        return Arbitraries.oneOf(
                Combinators.combine(sizes, sizes.list().ofMinSize(1).ofMaxSize(3))
                        .as((d, widths) -> ReluArchitecture.of(d, widths.toArray(Integer[]::new))),
                Combinators.combine(sizes, sizes).as(QuadraticArchitecture::new));
    }

    @Property(tries = 10, seed = "1801")
    void firstErrorsAreThoseOfTheHost(
            @ForAll("architectures") Architecture architecture,
            @ForAll @IntRange(min = 2, max = 140) int count,
            @ForAll Sphere sphere,
            @ForAll boolean between,
            @ForAll @IntRange(max = 1000) int seed) {
        AttackOptions options = AttackOptions.withDefaults().withStep(0.02).withSteps(40);
        ManifoldAttack attack =
                between ? ManifoldAttack.firstErrorBetween(options) : ManifoldAttack.firstError(options);
        Starts starts = DeviceClimberTest.starts(architecture.inputDimension(), sphere, count);
        Network network =
                DeviceClimberTest.nearErrors(Blocks.random(architecture, AdamSettings.DEFAULT, seed, false), starts);
        DeviceClimberTest.assertSame(
                DeviceClimberTest.both(network, starts, List.of(attack)).get(0),
                architecture + ", network " + seed + ", " + count + " starts, " + sphere);
    }
}
