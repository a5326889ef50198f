#!/bin/sh
# A job array that trains what lacks evidence: sbatch --array=1-8 docs/slurm-train.sh
#SBATCH --job-name=spheres
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --time=06:00:00
#SBATCH --signal=TERM@120
#SBATCH --requeue
set -eu
# The environment may choose a slow kernel, which also changes the bits.
unset OPENBLAS_CORETYPE
# Java in this shell's place, so that it gets the signal that makes it save.
exec java -jar target/spheres.jar train --all \
    --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" \
    --work "${SPHERES_WORK:-target/training}"
