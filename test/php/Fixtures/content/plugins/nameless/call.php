<?php

declare(strict_types=1);

// A folder without a plug-in's header.
return static fn (callable $do): mixed => $do();
