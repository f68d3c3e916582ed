"""The words for killing and hurting, as patterns: verbs before a count, what befell those counted, totals, denials."""

import re

# "The marines killed time in port": nobody.
KILLED = (
    r"(?:killed(?!\s+(?:time|hours|an hour|the engines?|the lights?)\b)|dead|died|dies|die|slain|shot dead|shot and killed|murdered|assassinated|executed|beheaded|massacred|drowned|lost (?:their|his|her) li(?:ves|fe)|perished|"
    r"gunned down|martyred|lynched|electrocuted|found dead|shot to death|succumbed to (?:their|his|her) (?:injuries|wounds)|(?:stabbed|beaten|burn(?:ed|t)|crushed|hacked|trampled) to death)"
)
HURT = (
    r"(?:wounded|injured|hurt|maimed|hospitali[sz]ed|(?:suffered|sustained) (?:[\w-]+ ){0,3}(?:injuries|wounds|burns))"
)
KILL_VERB = (
    r"(?:killed|kills|kill|killing(?! of)|murdered|murdering|shot dead|shot to death|shot and killed|shot(?= (?:[\w'’-]+ ){1,5}to death\b)|gunned down|gunning down|executed|executing|drowned|drowning|beheaded|beheading|massacred|massacring|assassinated|"
    r"assassinating|lynched|lynching|eliminated|eliminating|slaughtered|slaughtering|(?:stabbed|beat|hacked|burned) to death|(?:claimed|claiming|cost|costing|took|taking) the lives of|"
    r"(?:(?:murder|assassination|killing|death|execution) (?:(?:late |early )?(?:on|in|last|this) [^.,;]{1,40}? )?of|(?:deaths?|killings?|murders?|loss|execution|assassination|massacre|bodies|corpses|lives) of))"
)
HURT_VERB = r"(?:wounded|wounds|wounding|injured|injures|injuring|hurt|hurting|maimed|maiming|(?:injury|injuries|wounding|injuring) (?:of|to))"
VERB = re.compile(
    rf"\b(?:(?P<both>(?:killed|killing|kills) (?:and|or) (?:wounded|wounding|injured|injuring|wounds|injures))|(?P<kill>{KILL_VERB})|(?P<hurt>{HURT_VERB}))\s+(?=\S)",
    re.IGNORECASE,
)
# Behind these a name is that of somebody who died.
NAMED = re.compile(
    r"(?:kill\w*|murder(?:ed|ing)|assassinat(?:ed|ing)|shot dead|shot to death|shot and killed|gunn(?:ed|ing) down|behead(?:ed|ing)|execut(?:ed|ing)|(?:deaths?|killing|murder|assassination|execution)(?: [^.,;]{1,50})? of)(?! (?:and|or)\b)",
    re.IGNORECASE,
)
# "were killed", "have reportedly died", "later died"; between a count and what befell them may stand where they were.
AUX = r"(?P<aux>(?:(?:were|was|are|is|been|have|has|had|being|be|got|also|all|both|reportedly|later|since|critically|seriously|slightly|badly|lightly|severely|allegedly|instantly|feared|believed|presumed|confirmed|among (?:those|the))\s+)*)"
INSERTED = r"(?:,?\s+(?:including|among them|mostly|most of them|many of them|some of them|all of them|one of them|\w+ of (?:them|whom))\b[^.;]{1,100}?,|,[^,.;]{1,80},|\s+--(?:(?!--)[^.;]){1,60}--|\s+\([^()]{1,60}\))"
WHERE = (
    r"(?:\s+(?:in|at|near|from|of|on|aboard|inside|outside|under|travell?ing|riding|working|living|sheltering|trapped|attending|waiting|queu\w+|sleeping|including)\b"
    r"(?:(?!\b(?:and|but|while|when|after|before|as|that|which|where|said|says|told|reported|saw|attacked|opened|stormed|fired|\d+|two|three|four|five|six|seven|eight|nine|ten)\b)[^.;,]){1,80}?)"
)
BEFELL = re.compile(
    rf"(?:{INSERTED}|{WHERE})?(?:,?\s+(?:who|that)(?=\s+(?:were|was|had|have|died|perished)\b))?\s*{AUX}(?:(?P<kill>{KILLED})(?P<both>\s+(?:or|and)\s+(?:{HURT}))?|(?P<hurt>{HURT}))\b(?!\s+(?:by|in)\s+(?:19|20)\d\d)",
    re.IGNORECASE,
)
# Behind a bare "killed" these are an object: "three gunmen killed a guard" tells of one death.
OBJECT = re.compile(r"\s+(?:themselves|each other|civilians|people|villagers|soldiers|residents|protesters|[A-Z]\w+)\b")
# Behind a further count these say that it is not counted with the others.
OTHER_FATE = re.compile(
    r"\s*(?:remain\w*|were|was|are|is|have|has|had|went|missing|displaced|homeless|arrested|detained|abducted|rescued|escaped|fled|survived|taken|captured|destroyed|damaged|said|says|told|announced|reported|added|confirmed|claimed|denied)\b",
    re.IGNORECASE,
)
PASSIVE = re.compile(r"\b(?:were|was|are|is|been|being|be|got)\b", re.IGNORECASE)
INTRANSITIVE = re.compile(r"die|dead|perish|lost|succumb|drown|suffer|sustain", re.IGNORECASE)
AND = re.compile(r"\s*,?\s+(?:and|as well as|along with|together with|plus)\s+(?=\S)|,\s+(?=\S)", re.IGNORECASE)
TOTAL = re.compile(
    r"\b(?:(?:death\s+)?toll|(?<=\bput the )dead|(?<=\bputs the )dead|number\s+of\s+(?:people\s+|the\s+)?(?P<what>dead|deaths|fatalities|killed|victims|injured|wounded))\b"
    r"(?:\s+(?:of|at|now|to)\s+(?=\S)|[^.;]{0,100}?\b(?:ro?se|risen|rising|climb\w*|increas\w+|jump\w*|stands?|stood|standing|put|puts|raised|revised|went\s+up|gone\s+up|reach\w*|hit|pass\w*|topp\w*|exceed\w*|grew|grown|now|was|is|at|to)"
    r"\s+(?:(?:sharply|further|again|now|from\s+\S+)\s+)?(?:(?:to|at|by)\s+)?(?=\S))",
    re.IGNORECASE,
)
GREW = re.compile(
    r"\b(?:ro?se|ris\w+|climb\w*|increas\w+|jump\w*|rais\w+|up|reach\w*|gr[eo]w\w*|bring\w*|brought|revised)\b",
    re.IGNORECASE,
)
NOUN = re.compile(r"(?:^|\s)(?:(?P<kill>deaths|fatalities|lives|dead)|(?P<hurt>injuries))$", re.IGNORECASE)
CLAIMED = re.compile(r"\b(?:claim|cost|took|tak)\w*\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
FEARED = re.compile(r"feared|believed|presumed", re.IGNORECASE)
BOTH = "killed and injured are counted together, so low is 0"
BODIES = re.compile(
    r"\s+(?:bodies|corpses)\b(?:\s+(?:were|was|have been|had been|so far|already))*\s*(?P<found>found|recovered|pulled|retrieved|discovered|brought|exhumed)?",
    re.IGNORECASE,
)
FOUND = re.compile(
    r"\b(?:found|recovered|recovering|pulled|retrieved|discovered|exhumed|counted|seen|saw|left|leaving)\s+(?:out\s+|behind\s+)?(?:at least |some |about |another )?$",
    re.IGNORECASE,
)
SUBSET = re.compile(
    r"\b(?:including|among them|of (?:whom|which|them)|among (?:the )?(?:dead|killed|victims|casualties|wounded|injured))\W{0,3}(?:[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
AMONG_AFTER = re.compile(
    r"\s*(?:of\s+(?:the\s+(?:wounded|injured|dead|victims)|them|whom)\b|(?:\w+\s+){0,2}(?:are|were|is|was)\s+among\s+(?:the\s+(?:dead|victims|wounded|injured|killed)|them)\b)",
    re.IGNORECASE,
)
# What is denied, dismissed, planned or only possible did not befall anybody; "denied the attack that killed 12" did.
DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:ed|es|ing)?|reject(?:ed|s|ing)?|refut(?:ed|es|ing)|disput(?:ed|es|ing)|rul(?:ed|ing) out|(?:false|untrue|fabricated|baseless|unfounded) (?:reports?|claims?|rumou?rs?)|"
    r"(?:not|un) ?true)\b(?P<what>(?:(?!\b(?:but|although|though|while|saying|said|insist\w*|added|adding|after)\b)[^.;]){0,140})$",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"\b(?:(?:in|on|during|by) )?(?:which|who|where)\s+(?:\w+\s+){0,6}$|\b(?:attack|bombing|raid|strike|blast|explosion|massacre|incident|shooting|ambush|clash|fire|crash)\w*\s+(?:\w+\s+){0,4}that\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
NOT_SO = re.compile(
    r"\b(?:not|never|n['’]t|could|would|might|may|can|will|shall|to|if|unless|without|fail(?:ed|s)? to|no one|nobody|none)\s+(?:also\s+|have\s+|be\s+|been\s+|being\s+)*(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"\b(?:no\s?-?(?:one|body)|none of (?:the|its|their|them)[\w\s]{0,30}?|no (?:people|civilians?|soldiers?|passengers?|person|residents?|villagers?))\s+(?:was|were|is|has been|have been|had been)?\s*(?:killed|died|hurt or killed|injured or killed)\b"
    r"|\bthere (?:were|was|have been|had been|are) no (?:(?:human|civilian|military|reported) )?(?:casualties|deaths?|fatalities|loss of (?:human )?life|victims)\b"
    r"|\b(?:without(?: \w+ing)?|caused no|causing no|resulted in no|claimed no) (?:(?:any|human|civilian) )*(?:casualties|deaths|fatalities|loss of (?:human )?life|lives|victims)\b",
    re.IGNORECASE,
)
BESIDE = re.compile(r"(?:\band|,)\s+(?:at least\s+)?(?P<n>[\w,-]+(?: \w+)?)\s+(?:(?:others?|more|people|civilians)\s+)?(?:in|at|near)\s+(?:the\s+)?$", re.IGNORECASE)  # fmt: skip
# "One unfortunate death": of NOUN, for one.
ONE_DEATH = re.compile(r"(?:^|\s)(?:(?P<kill>death|fatality)|(?P<hurt>(?!)))$", re.IGNORECASE)
ALSO = re.compile(r"\balso\b", re.IGNORECASE)
OTHERS = re.compile(r"\s+(?:others?|more)\b", re.IGNORECASE)
# "Ellacuria and 5 other priests": the name that a list of others begins with, with nothing but names and what they are in it.
AND_OTHERS = re.compile(
    r"(?:^|[.;:,\"“]\s+|--\s|\b(?:that|when|which|where|after|because|of)\s)(?P<all>(?P<name>(?!(?:the|those|all|he|she|it|they|who|there)\b)(?:(?!\b(?:and|was|were|is|are|had|has|have|been|by|in|on|at|to|with|while|but|or|of|"
    r"killed|wounded|injured|dead|died|people|persons|civilians|\w+(?:men|ers|ists|ans|ents|iers|ives|ices))\b)[\w.'’-]+\s+){0,3}[\w.'’-]{3,})\s+and\s+)$",
    re.IGNORECASE,
)
LONGEST_LEAD = 90
# A sum over so long is not the toll of one event; "in two weeks of fighting" is that of the fighting.
_PERIOD = r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}|several|few|recent|the last|the past|last|past)"
OF_MONTHS = re.compile(
    rf"(?:(?!\b(?:and|but|while|who|which|when|after|as)\b)[^.;,]){{0,60}}?\b(?:(?:in|over|during|within|for)\s+(?:(?:barely|only|just|about|nearly|almost|less than|the last|the past|last|past|the)\s+)*(?:{_PERIOD}\s+)*"
    rf"(?:weeks|months?|years?|decades?)|in less than (?:{_PERIOD}\s+)days|so far this (?:year|month)|this year|since (?:last )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d))\b(?!\s+of\b)",
    re.IGNORECASE,
)
# "Nobody knew whether the mayor had been killed".
WHETHER = re.compile(r"\b(?:whether|if)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
# Behind the last of a total's list: "... and 4 civilians killed.", "... and a nurse, officials said", "... and 4 civilians so far".
LIST_ENDS = re.compile(
    r"(?P<dead>\s+(?:killed|dead)(?!\s+or\b))?(?=\s*(?:[.,;:)]|--|$)|\s+(?:so far|in all|in total|as of|since|in|at|from|on|(?P<verb>was|is|has))\b)",
    re.IGNORECASE,
)
